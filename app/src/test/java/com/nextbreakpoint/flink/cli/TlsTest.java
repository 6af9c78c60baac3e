package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.server.FakeReviews;
import com.nextbreakpoint.flink.server.TestControl;
import com.nextbreakpoint.flink.tls.StoreFile;
import com.nextbreakpoint.flink.tls.TestStores;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line against the control interface, over TLS with certificates of both ends. */
class TlsTest {
    private final TestStores make;
    private final StoreFile api;
    private final StoreFile cli;
    private final TestControl control;

    TlsTest(@TempDir Path folder) throws Exception {
        make = new TestStores(folder);
        api = make.keys("api", "PKCS12");
        cli = make.keys("cli", "JKS");
        control = new TestControl(new TlsStores(api, make.trust("api", cli)));
    }

    @AfterEach
    void stop() {
        control.close();
    }

    private Run list(StoreFile keys, StoreFile trust) {
        return list(
                Stream.of(
                        "--keystore-path=" + keys.path(),
                        "--keystore-secret=" + TestStores.SECRET,
                        "--truststore-path=" + trust.path(),
                        "--truststore-secret=" + TestStores.SECRET));
    }

    private Run list(Stream<String> options) {
        var command = List.of("clusters", "list", "--port=" + control.port());
        return Run.of(Stream.concat(command.stream(), options).toArray(String[]::new));
    }

    @Test
    void both_ends_trust_each_other() throws Exception {
        var run = list(cli, make.trust("client", api));

        assertThat(run.err()).isEmpty();
        assertThat(run.exit()).isEqualTo(Exit.DONE);
        assertThat(run.out()).contains("demo");
    }

    @Test
    void a_client_that_the_server_does_not_trust_is_refused() throws Exception {
        var run = list(make.keys("stranger", "PKCS12"), make.trust("client", api));

        assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void a_client_without_a_certificate_is_refused() throws Exception {
        var trust = make.trust("client", api);
        var run =
                list(
                        Stream.of(
                                "--truststore-path=" + trust.path(),
                                "--truststore-secret=" + TestStores.SECRET));

        assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(run.err().lines()).hasSize(1);
    }

    @Test
    void a_server_that_the_client_does_not_trust_is_told() throws Exception {
        var run = list(cli, make.trust("client", make.keys("stranger", "PKCS12")));

        assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(run.err()).startsWith("error: no trusted connection to https://localhost");
    }

    @Test
    void plain_http_gets_nothing() {
        var run = list(Stream.of());

        assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void a_token_may_be_in_a_file(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("token"), "t-alice\n");
        try (var kubernetes = new FakeReviews(folder);
                var guarded = new TestControl(new TlsStores(api, null), kubernetes.guard())) {
            kubernetes.know("t-alice", "alice").allow("alice: list flinkclusters/");
            var trust = make.trust("client", api);

            assertThat(list(guarded, trust, "--token=t-alice").out()).contains("demo");
            assertThat(list(guarded, trust, "--token-file=" + file).out()).contains("demo");
            var refused = list(guarded, trust, "--token=t-mallory");
            assertThat(refused.exit()).isEqualTo(Exit.FAILED);
            assertThat(refused.err()).startsWith("error: Kubernetes does not know the token");
        }
    }

    private static Run list(TestControl control, StoreFile trust, String token) {
        return Run.of(
                "clusters",
                "list",
                "--port=" + control.port(),
                "--truststore-path=" + trust.path(),
                "--truststore-secret=" + TestStores.SECRET,
                token);
    }

    @Test
    void a_secret_may_be_in_a_file(@TempDir Path folder) throws Exception {
        var secret = Files.writeString(folder.resolve("s"), TestStores.SECRET + "\n");
        var run =
                list(
                        Stream.of(
                                "--keystore-path=" + cli.path(),
                                "--keystore-secret=@" + secret,
                                "--truststore-path=" + make.trust("client", api).path(),
                                "--truststore-secret=@" + secret));

        assertThat(run.exit()).isEqualTo(Exit.DONE);
    }
}
