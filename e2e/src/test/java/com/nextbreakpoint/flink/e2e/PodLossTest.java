package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Pods and processes of Flink that are lost: the job goes on, exactly where it was. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class PodLossTest {
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Scene scene;

    PodLossTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("loss", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        scene.start();
    }

    @Test
    void a_deleted_job_manager_is_replaced_and_the_job_restored() {
        losesJobManager("jm-deleted", pod -> Toolbox.CLIENT.resource(pod).delete());
    }

    @Test
    void a_killed_job_manager_comes_back_in_place_and_the_job_is_restored() {
        losesJobManager("jm-killed", Processes::kill);
    }

    @Test
    void a_deleted_task_manager_is_replaced_and_flink_recovers_the_job() {
        losesTaskManager("tm-deleted", pod -> Toolbox.CLIENT.resource(pod).delete());
    }

    @Test
    void a_killed_task_manager_comes_back_and_flink_recovers_the_job() {
        losesTaskManager("tm-killed", Processes::kill);
    }

    /** As an eviction by the kubelet, which leaves a failed pod behind, too. */
    @Test
    void a_task_manager_that_its_node_ends_is_replaced_and_flink_recovers_the_job() {
        losesTaskManager("tm-ended", PodLossTest::endByNode);
        assertThat(scene.pods("taskmanager"))
                .noneMatch(
                        pod ->
                                pod.getStatus().getPhase().equals("Failed")
                                        && pod.getMetadata().getDeletionTimestamp() == null);
    }

    private static void endByNode(Pod pod) {
        TestCluster.kubectl(
                "-n %s patch pod %s -p {\"spec\":{\"activeDeadlineSeconds\":1}}"
                        .formatted(Toolbox.NAMESPACE, pod.getMetadata().getName()));
    }

    private void losesJobManager(String name, Consumer<Pod> fault) {
        var job = scene.createCounting(name).awaitRunning();
        try (var _ = new Witness(scene)) {
            job.awaitBeyond(100);
            var before = job.committed().last;
            fault.accept(scene.pods("jobmanager").getFirst());
            job.awaitAttemptAfter(1, RECOVERY);
            assertThat(job.resource().at("/status/restoredFrom/kind")).isEqualTo("Checkpoint");
            goesOnExactly(job, before);
        }
        assertThat(scene.pods("jobmanager")).hasSize(1);
    }

    private void losesTaskManager(String name, Consumer<Pod> fault) {
        var job = scene.createCounting(name).awaitRunning();
        try (var _ = new Witness(scene)) {
            job.awaitBeyond(100);
            var before = job.committed().last;
            fault.accept(job.taskManager());
            job.resource().awaitMessage("Running", Duration.ofSeconds(30), "False");
            job.awaitRunning(RECOVERY);
            assertThat(job.attempt()).isEqualTo(1);
            goesOnExactly(job, before);
        }
    }

    /** Then stops it, so that the next scenario has the cluster for itself. */
    private void goesOnExactly(Job job, long before) {
        job.awaitBeyond(before + 200);
        scene.cluster.awaitCondition("Ready", RECOVERY);
        job.finish();
    }
}
