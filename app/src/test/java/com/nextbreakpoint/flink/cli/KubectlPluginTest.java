package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code kubectl flink}, with a kubectl and a flinkctl that note how they are called. */
class KubectlPluginTest {
    private static final Path SCRIPT =
            Path.of("../dev/images/kubectl-flink.sh").toAbsolutePath().normalize();

    private final Path folder;
    private final Path calls;

    KubectlPluginTest(@TempDir Path folder) {
        this.folder = folder;
        this.calls = folder.resolve("calls");
    }

    @BeforeEach
    void pretend() throws IOException {
        script(
                "kubectl",
                """
                echo "kubectl $*" >>%s
                echo $$ >%s/pid
                echo "Forwarding from 127.0.0.1:40123 -> 4444"
                echo "Forwarding from [::1]:40123 -> 4444"
                exec sleep 60
                """
                        .formatted(calls, folder));
        script("flinkctl", "echo \"flinkctl $*\" >>%s\nexit 7\n".formatted(calls));
    }

    private void script(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), "#!/bin/sh\n" + text).toFile().setExecutable(true);
    }

    private record Said(int exit, String text) {}

    private Said run(String shell, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/" + shell, SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PATH", folder + ":" + System.getenv("PATH"));
        builder.environment().put("FLINKCTL", folder.resolve("flinkctl").toString());
        builder.environment().put("TMPDIR", Files.createTempDirectory(folder, "t").toString());
        var process = builder.start();
        process.getOutputStream().close();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Said(process.waitFor(), text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dash", "bash"})
    void a_port_is_forwarded_as_long_as_the_command_runs(String shell) throws Exception {
        var said = run(shell, "cluster", "status", "--cluster-name=a b");

        assertThat(said.exit()).as(said.text()).isEqualTo(7);
        assertThat(calls)
                .content()
                .isEqualToIgnoringNewLines(
                        """
                        kubectl --namespace=flink-operator port-forward service/flink-operator :control
                        flinkctl cluster status --cluster-name=a b --host=localhost --port=40123
                        """);
        var kubectl = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(kubectl).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    -n ops clusters list             | --namespace=ops port-forward service/flink-operator :control
                    clusters list --namespace=ops    | --namespace=ops port-forward service/flink-operator :control
                    clusters --context=c list        | --context=c --namespace=flink-operator port-forward service/flink-operator :control
                    --kubeconfig /k clusters list    | --kubeconfig=/k --namespace=flink-operator port-forward service/flink-operator :control
                    clusters list --service mine     | --namespace=flink-operator port-forward service/mine :control
                    """)
    void options_of_kubectl_are_passed_on_to_it(String arguments, String kubectl) throws Exception {
        run("dash", arguments.split(" +", -1));

        assertThat(calls).content().startsWith("kubectl " + kubectl + "\n");
        assertThat(calls).content().contains("\nflinkctl clusters list --host=localhost");
    }

    @ParameterizedTest
    @CsvSource({"--help", "operator run --namespace=x", "cluster create --help", "completion"})
    void what_needs_no_operator_needs_no_port(String arguments) throws Exception {
        assertThat(run("dash", arguments.split(" ", -1)).exit()).isEqualTo(7);
        assertThat(calls).content().isEqualTo("flinkctl " + arguments + "\n");
    }

    @Test
    void an_operator_that_is_not_there_is_told_in_one_sentence() throws Exception {
        script("kubectl", "echo 'Error from server (NotFound): no such service' >&2\nexit 1\n");
        var said = run("dash", "clusters", "list");

        assertThat(said.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(said.text())
                .startsWith(
                        "error: no way to the service flink-operator in the namespace"
                                + " flink-operator: Error from server (NotFound): no such service");
        assertThat(calls).doesNotExist();
    }

    @Test
    void an_option_without_its_value_is_told() throws Exception {
        var said = run("dash", "clusters", "list", "-n");

        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.text()).startsWith("error: -n needs a value");
    }
}
