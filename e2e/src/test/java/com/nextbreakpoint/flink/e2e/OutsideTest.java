package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator as a process outside of the cluster, as the manual starts it with java. */
@Tag("flink")
@ExtendWith(Toolbox.class)
class OutsideTest {
    private static final Duration ENDED = Duration.ofSeconds(15);

    @BeforeEach
    void nobody_operates_inside() {
        Toolbox.operators(0);
    }

    @AfterEach
    void the_operator_inside_is_back() {
        Toolbox.operators(1);
    }

    static Stream<Arguments> keys() {
        return Stream.of(
                Arguments.of("EC", "", new Setting("2.3.0", false)),
                Arguments.of("RSA", "-rsa", new Setting("1.20.5", false)));
    }

    @ParameterizedTest(name = "{0} key, {2}")
    @MethodSource("keys")
    void it_brings_a_deployment_to_running_and_takes_it_away(
            String key, String suffix, Setting setting, @TempDir Path folder) throws Exception {
        var log = folder.resolve("operator.log");
        var operator = operator(TestCluster.kubeconfig() + suffix, log);
        try {
            var scene = new Scene("outside", setting);
            var deployment = new Custom("FlinkDeployment", scene.name);
            deployment.create(scene.deploymentSpec(scene.clusterSpec()));
            scene.job("count").awaitRunning().awaitBeyond(0);
            deployment.awaitCondition("Ready", Toolbox.MINUTE);
            deployment.delete();
            deployment.awaitGone(Scene.DELETION);
            scene.cluster.awaitGone(Scene.DELETION);
            scene.awaitNothingLeft();
        } catch (AssertionError failed) {
            throw new AssertionError(failed.getMessage() + "\n" + Files.readString(log), failed);
        } finally {
            operator.destroy();
        }
        assertThat(operator.waitFor(ENDED.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(operator.exitValue()).as(Files.readString(log)).isZero();
    }

    private static Process operator(String kubeconfig, Path log) throws IOException {
        var target = TestCluster.PROJECT.resolve("app/target");
        var command =
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        target.resolve("flinkctl.jar") + File.pathSeparator + target + "/lib/*",
                        "com.nextbreakpoint.flink.cli.Main",
                        "operator",
                        "run",
                        "--namespace=" + Toolbox.NAMESPACE,
                        "--kube-config=" + kubeconfig,
                        "--port=14444",
                        "--monitor-port=18080");
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }
}
