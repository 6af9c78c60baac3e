package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Edits of a running cluster: no more is replaced than what changed, and never without savepoint.
 */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class ClusterChangesTest {
    private static final Duration REPLACED = Duration.ofMinutes(2);

    private final Scene scene;
    private final Job job;

    ClusterChangesTest(Scene scene) {
        this.scene = scene;
        this.job = scene.job("count");
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("edited", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
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
    void a_changed_image_replaces_all_pods_of_flink() {
        var jobManagers = uids("jobmanager");
        var taskManagers = uids("taskmanager");
        restartsThroughSavepoint(
                spec ->
                        spec.withObject("/runtime")
                                .put("image", Yaml.sameImage(spec.path("runtime"))));
        assertThat(uids("jobmanager")).hasSize(1).doesNotContainAnyElementsOf(jobManagers);
        assertThat(uids("taskmanager")).hasSize(1).doesNotContainAnyElementsOf(taskManagers);
    }

    @Test
    void a_change_of_the_task_managers_leaves_the_job_manager_alone() {
        var jobManagers = uids("jobmanager");
        var taskManagers = uids("taskmanager");
        restartsThroughSavepoint(
                spec -> spec.withObject("/taskManager/annotations").put("edited", "yes"));
        assertThat(uids("jobmanager")).isEqualTo(jobManagers);
        assertThat(uids("taskmanager")).hasSize(1).doesNotContainAnyElementsOf(taskManagers);
    }

    @Test
    void a_changed_service_mode_restarts_nothing() {
        var pods = List.of(uids("jobmanager"), uids("taskmanager"));
        var attempt = job.attempt();
        scene.cluster.edit(spec -> spec.withObject("/jobManager").put("serviceMode", "NodePort"));
        scene.cluster.await("/status/serviceMode", "NodePort", Toolbox.MINUTE);
        Await.until(
                "the Service has a port on the node",
                Toolbox.MINUTE,
                () ->
                        Toolbox.CLIENT
                                .services()
                                .inNamespace(Toolbox.NAMESPACE)
                                .withName("jobmanager-" + scene.name)
                                .get()
                                .getSpec()
                                .getType()
                                .equals("NodePort"));
        scene.cluster.awaitCondition("Ready", Toolbox.MINUTE);
        assertThat(List.of(uids("jobmanager"), uids("taskmanager"))).isEqualTo(pods);
        assertThat(job.attempt()).isEqualTo(attempt);
    }

    private void restartsThroughSavepoint(Consumer<ObjectNode> change) {
        var attempt = job.attempt();
        var before = job.committed().last;
        scene.cluster.edit(change);
        job.awaitAttemptAfter(attempt, REPLACED);
        assertThat(job.attempt()).isEqualTo(attempt + 1);
        job.requireRestoredFrom(job.resource().at("/status/savepoints/0/path"));
        job.awaitBeyond(before + 50);
        scene.cluster.awaitCondition("Ready", REPLACED);
    }

    private List<String> uids(String role) {
        return scene.pods(role).stream().map(pod -> pod.getMetadata().getUid()).toList();
    }
}
