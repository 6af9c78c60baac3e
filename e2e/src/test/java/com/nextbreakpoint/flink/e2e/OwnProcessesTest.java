package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Operator and supervisor may be killed at any time: Flink does not notice. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class OwnProcessesTest {
    private static final Duration BACK = Duration.ofMinutes(1);

    private final Scene scene;
    private final Job job;

    OwnProcessesTest(Scene scene) {
        this.scene = scene;
        this.job = scene.job("count");
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("own", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        // A pod that was never killed: the kubelet waits longer from kill to kill.
        if (!scene.setting.dedicated()) {
            Toolbox.operators(0);
            Toolbox.operators(1);
        }
        scene.start();
        scene.createCounting("count").awaitRunning().awaitBeyond(0);
    }

    @AfterParameterizedClassInvocation
    static void counts_exactly(Scene scene) {
        scene.job("count").stop();
        scene.job("count").requireExactlyOnce();
        scene.close();
    }

    @Test
    void killed_it_comes_back_and_nothing_has_changed() {
        var pods = flinkPods();
        var attempt = job.attempt();
        killAndAwait();
        job.resource().request("TRIGGER_SAVEPOINT");
        Await.until(
                "the one that came back takes a savepoint",
                BACK,
                () -> job.resource().at("/status/savepoints/0/trigger").equals("Requested"));
        assertThat(flinkPods()).isEqualTo(pods);
        assertThat(job.attempt()).isEqualTo(attempt);
    }

    @Test
    void killed_in_each_phase_of_an_upgrade_it_still_completes_it() {
        var attempt = job.attempt();
        try (var _ = new Witness(scene)) {
            job.throttle(5);
            for (var phase : List.of("Stopping", "Starting")) {
                job.resource().await("/status/supervisorStatus", phase, BACK);
                killAndAwait();
            }
            job.awaitAttemptAfter(attempt, Job.START);
            job.resource().awaitCondition("Ready", Job.START);
            job.requireRestoredFrom(job.resource().at("/status/savepoints/0/path"));
            job.awaitBeyond(job.committed().last + 50);
        }
    }

    private void killAndAwait() {
        int restarts = container().getRestartCount();
        Processes.kill(scene.supervisor());
        Await.until(
                "the killed process runs again",
                BACK,
                () ->
                        container().getRestartCount() > restarts
                                && container().getState().getRunning() != null);
    }

    private ContainerStatus container() {
        return scene.supervisor().getStatus().getContainerStatuses().getFirst();
    }

    private List<String> flinkPods() {
        return Stream.of("jobmanager", "taskmanager")
                .flatMap(role -> scene.pods(role).stream())
                .map(pod -> pod.getMetadata().getUid())
                .toList();
    }
}
