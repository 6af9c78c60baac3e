package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.server.TestControl;
import com.nextbreakpoint.flink.tls.Secret;
import com.nextbreakpoint.flink.tls.StoreFile;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The script {@code secrets.sh}, with tools that note how they are called. */
class SecretsTest {
    private static final Path SCRIPT = Path.of("../secrets.sh").toAbsolutePath().normalize();
    private static final String KEYS = "key password $1";
    private static final String KEYSTORE = "keystore-'pass\"word";
    private static final String TRUSTSTORE = "trust%s\\0store";
    private static final List<String> TOOLS =
            List.of("openssl", "mkdir", "rm", "cp", "chmod", "cat", "wc", "head");

    private final Path folder;
    private final Path calls;
    private final Path made;

    SecretsTest(@TempDir Path folder) {
        this.folder = folder;
        this.calls = folder.resolve("calls");
        this.made = folder.resolve("secrets");
    }

    @BeforeEach
    void wrap_the_tools() throws IOException {
        Files.createDirectory(folder.resolve("bin"));
        for (var tool : TOOLS) {
            wrap(tool, Files.exists(Path.of("/usr/bin", tool)) ? "/usr/bin" : "/bin");
        }
    }

    private void wrap(String tool, String where) throws IOException {
        var script =
                "#!/bin/sh\necho \"%s $*\" >>%s\nexec %s/%s \"$@\"\n"
                        .formatted(tool, calls, where, tool);
        Files.writeString(folder.resolve("bin").resolve(tool), script).toFile().setExecutable(true);
    }

    private void wrapKeytool() throws IOException {
        wrap("keytool", Path.of(System.getProperty("java.home"), "bin").toString());
    }

    private record Script(int exit, String said) {}

    private Script run(String shell, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/" + shell, SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> !name.equals("HOME"));
        builder.environment().put("PATH", folder.resolve("bin").toString());
        var process = builder.redirectErrorStream(true).start();
        process.getOutputStream().close();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Script(process.waitFor(), said);
    }

    private Script make(String shell) throws Exception {
        return run(shell, "flink-operator", KEYS, KEYSTORE, TRUSTSTORE);
    }

    private TlsStores stores(String end) {
        return new TlsStores(
                new StoreFile(made.resolve("keystore-" + end + ".jks"), new Secret(KEYSTORE)),
                new StoreFile(made.resolve("truststore-" + end + ".jks"), new Secret(TRUSTSTORE)));
    }

    private Run list(TestControl control) {
        return Run.of(
                "clusters",
                "list",
                "--port=" + control.port(),
                "--keystore-path=" + made.resolve("keystore-operator-cli.jks"),
                "--keystore-secret=" + KEYSTORE,
                "--truststore-path=" + made.resolve("truststore-operator-cli.jks"),
                "--truststore-secret=" + TRUSTSTORE);
    }

    private X509Certificate certificate(String name) throws Exception {
        try (var file = Files.newInputStream(made.resolve(name + "_cert.pem"))) {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(file);
        }
    }

    @ParameterizedTest
    @CsvSource({"dash, true", "bash, true", "dash, false", "bash, false"})
    void f43_both_ends_trust_each_other_by_the_stores(String shell, boolean withKeytool)
            throws Exception {
        if (withKeytool) {
            wrapKeytool();
        }
        var script = make(shell);

        assertThat(script.exit()).as(script.said()).isZero();
        try (var control = new TestControl(stores("operator-api"))) {
            var run = list(control);
            assertThat(run.err()).isEmpty();
            assertThat(run.out()).contains("demo");
        }
        assertThat(calls).content().contains("openssl pkcs12");
        assertThat(calls).content().doesNotContain(KEYS, KEYSTORE, TRUSTSTORE);
        if (withKeytool) {
            assertThat(calls).content().contains("keytool -importcert");
        }
    }

    @Test
    void the_certificate_of_a_client_is_none_of_a_server() throws Exception {
        assertThat(make("dash").exit()).isZero();
        try (var control = new TestControl(stores("operator-cli"))) {
            assertThat(list(control).exit()).isEqualTo(Exit.UNREACHABLE);
        }
    }

    @Test
    void f43_files_and_their_modes_are_these() throws Exception {
        assertThat(make("dash").exit()).isZero();
        Map<String, String> modes = new TreeMap<>();
        try (Stream<Path> files = Files.list(made)) {
            for (var file : files.toList()) {
                modes.put(
                        file.getFileName().toString(),
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        var secret = "rw-------";
        var open = "rw-r--r--";

        assertThat(modes)
                .containsOnly(
                        Map.entry("ca_key.pem", secret),
                        Map.entry("ca_cert.pem", open),
                        Map.entry("keystore-operator-api.jks", secret),
                        Map.entry("keystore-operator-cli.jks", secret),
                        Map.entry("truststore-operator-api.jks", open),
                        Map.entry("truststore-operator-cli.jks", open),
                        Map.entry("operator-api_cert.pem", open),
                        Map.entry("operator-api_key.pem", secret),
                        Map.entry("operator-cli_cert.pem", open),
                        Map.entry("operator-cli_key.pem", secret));
        assertThat(made.resolve("ca_key.pem")).content().contains("ENCRYPTED");
    }

    @Test
    void f43_certificates_say_who_they_are_and_what_for() throws Exception {
        assertThat(make("bash").exit()).isZero();
        var ca = certificate("ca");
        var api = certificate("operator-api");
        var cli = certificate("operator-cli");

        assertThat(ca.getBasicConstraints()).isZero();
        assertThat(List.of(ca, api, cli))
                .extracting(X509Certificate::getSubjectX500Principal)
                .doesNotHaveDuplicates();
        assertThat(api.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(cli.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
        assertThat(names(api))
                .containsExactlyInAnyOrder(
                        "2 localhost",
                        "7 127.0.0.1",
                        "7 0:0:0:0:0:0:0:1",
                        "2 host.docker.internal",
                        "2 minikube",
                        "2 flink-operator",
                        "2 flink-operator.flink-operator",
                        "2 flink-operator.flink-operator.svc",
                        "2 flink-operator.flink-operator.svc.cluster.local");
    }

    private static List<String> names(X509Certificate certificate) throws Exception {
        return certificate.getSubjectAlternativeNames().stream()
                .map(name -> name.get(0) + " " + name.get(1))
                .toList();
    }

    @Test
    void an_operator_at_an_address_is_named_by_it() throws Exception {
        var script = run("dash", "192.168.49.2", KEYS, KEYSTORE, TRUSTSTORE);

        assertThat(script.exit()).as(script.said()).isZero();
        assertThat(names(certificate("operator-api"))).contains("7 192.168.49.2");
    }

    @Test
    void a_password_may_be_in_a_file() throws Exception {
        var file = Files.writeString(folder.resolve("password"), KEYSTORE + "\n");
        var script = run("dash", "flink-operator", KEYS, "@" + file, TRUSTSTORE);

        assertThat(script.exit()).as(script.said()).isZero();
        assertThat(stores("operator-api").context()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void f43_what_is_there_is_not_overwritten(String shell) throws Exception {
        Files.createDirectory(made);
        var script = make(shell);

        assertThat(script.exit()).isEqualTo(2);
        assertThat(script.said()).contains(made + " exists already");
        assertThat(made).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    flink-operator key-password keystore-password                 | Usage: ./secrets.sh
                    flink-operator key-password keystore-password trust-password x | Usage: ./secrets.sh
                    flink-operator key-password short trust-password              | keystore-password must have 6 to 127
                    flink-operator key-password keystore-pässword trust-password  | printable ASCII characters only
                    flink-operator key-password @/none trust-password             | names the file /none
                    flink,DNS:x key-password keystore-password trust-password     | is not the name or the address
                    """)
    void wrong_arguments_are_told_and_leave_nothing(String arguments, String sentence)
            throws Exception {
        for (var shell : List.of("dash", "bash")) {
            var script = run(shell, arguments.split(" +", -1));
            assertThat(script.exit()).isEqualTo(1);
            assertThat(script.said()).contains(sentence);
            assertThat(made).doesNotExist();
        }
    }
}
