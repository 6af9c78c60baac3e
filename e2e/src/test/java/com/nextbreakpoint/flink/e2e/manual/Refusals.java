package com.nextbreakpoint.flink.e2e.manual;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.e2e.TestCluster;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whom an operator with SSL does not admit, and which operators a client does not trust. */
record Refusals(String command, Map<String, String> options, String good) {
    private static final String CURL = "curl -sS %s https://localhost:4444/api/v1/clusters";
    private static final String FLINKCTL = "flinkctl clusters list %s --host=$(minikube ip)";

    /** Certificates that are wrong in one way each; the last one is good. */
    private static final List<String> CERTIFICATES =
            List.of(
                    "expired 20200101000000Z 20210101000000Z",
                    "early 20900101000000Z 20910101000000Z",
                    "fresh 20200101000000Z 20910101000000Z");

    static Refusals of(Manual.Chapter chapter) {
        return chapter.title().endsWith("HTTP")
                ? new Refusals(CURL, curl(), curl("secrets", "fresh"))
                : new Refusals(FLINKCTL, flinkctl(), flinkctl("secrets", "fresh"));
    }

    private static Map<String, String> curl() {
        var options = new TreeMap<String, String>();
        options.put("no certificate", "--cacert secrets/ca_cert.pem");
        options.put("a certificate of another authority", curl("secrets", "other/operator-cli"));
        options.put("the server's certificate", curl("secrets", "secrets/operator-api"));
        options.put("an expired certificate", curl("secrets", "expired"));
        options.put("a certificate of the future", curl("secrets", "early"));
        options.put("another server is expected", curl("other", "secrets/operator-cli"));
        return options;
    }

    private static String curl(String authority, String certificate) {
        return "--cacert %s/ca_cert.pem --cert %2$s_cert.pem --key %2$s_key.pem"
                .formatted(authority, certificate);
    }

    private static Map<String, String> flinkctl() {
        var options = new TreeMap<String, String>();
        options.put("no stores", "");
        options.put(
                "no certificate",
                "--truststore-path=secrets/truststore-operator-cli.jks"
                        + " --truststore-secret=truststore-password");
        options.put(
                "a certificate of another authority",
                flinkctl("secrets", "other/keystore-operator-cli"));
        options.put(
                "the server's certificate", flinkctl("secrets", "secrets/keystore-operator-api"));
        options.put("an expired certificate", flinkctl("secrets", "expired"));
        options.put("a certificate of the future", flinkctl("secrets", "early"));
        options.put(
                "another server is expected", flinkctl("other", "secrets/keystore-operator-cli"));
        return options;
    }

    private static String flinkctl(String authority, String keystore) {
        return "--keystore-path=%2$s.jks --truststore-path=%1$s/truststore-operator-cli.jks"
                        .formatted(authority, keystore)
                + " --keystore-secret=keystore-password --truststore-secret=truststore-password";
    }

    void check(Shell shell) {
        if (!shell.holds("[[ -d other ]]")) {
            makeCertificates(shell);
        }
        assertThat(shell.run(command.formatted(good))).contains("\"status\":\"OK\"");
        options.forEach((what, option) -> refused(shell, what, command.formatted(option)));
        if (command.equals(CURL)) {
            refused(shell, "no SSL", "curl -sS http://localhost:4444/api/v1/clusters");
        }
    }

    private static void makeCertificates(Shell shell) {
        var other =
                "mkdir other && cd other && ../secrets.sh flink-operator key-password"
                        + " keystore-password truststore-password && mv secrets/* .";
        assertThat(shell.run(other)).isEmpty();
        var script =
                TestCluster.PROJECT.resolve("e2e/src/test/resources/e2e/manual/certificate.sh");
        for (var certificate : CERTIFICATES) {
            assertThat(shell.run("bash " + script + " " + certificate)).isEmpty();
        }
    }

    private static void refused(Shell shell, String what, String script) {
        var printed = shell.attempt(script);
        Stand.say("refused: " + what + ": " + printed.err().strip());
        assertThat(printed.out()).as(what).doesNotContain("\"OK\"");
        if (script.startsWith("flinkctl")) {
            assertThat(printed.exit()).as(what + ": " + printed.err()).isEqualTo(3);
            assertThat(printed.err().lines()).as(what).hasSize(1);
        } else {
            assertThat(printed.exit()).as(what).isNotZero();
        }
    }
}
