package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The metrics of the control interface, beside what Flink itself says at that moment. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class MetricsTest {
    /** Flink gathers its metrics every 10 seconds. */
    private static final Duration GATHERED = Duration.ofSeconds(30);

    private static final String JOB = "measured";
    private static final String JOB_MANAGER = "/jobmanager/metrics";
    private static final String HEAP_MAX = "Status.JVM.Memory.Heap.Max";

    private final Scene scene;
    private final Job job;

    MetricsTest(Scene scene) {
        this.scene = scene;
        this.job = scene.job(JOB);
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("metrics", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        scene.start();
        scene.createCounting(JOB).awaitRunning().awaitBeyond(100);
    }

    @Test
    void those_of_the_job_manager_are_flinks() {
        await(
                JOB_MANAGER,
                "jvm and slots as Flink has them",
                stats ->
                        isJvm(stats)
                                && isSame(stats, "jvmMemoryHeapMax", JOB_MANAGER, HEAP_MAX)
                                && slots(stats).equals(slots()));
        assertThat(slots()).isEqualTo("total 1, available 0, TaskManagers 1, jobs 1");
    }

    @Test
    void those_of_a_task_manager_are_flinks() {
        var listed = control("/taskmanagers");
        assertThat(listed).hasSize(1);
        var id = listed.at("/0/id").asText();
        var path = "/taskmanagers/" + id;
        assertThat(id).isEqualTo(scene.flink("/taskmanagers").at("/taskmanagers/0/id").asText());
        assertThat(control(path + "/details").path("id").asText()).isEqualTo(id);

        await(
                path + "/metrics",
                "jvm as Flink has it",
                stats ->
                        isJvm(stats)
                                && isSame(stats, "jvmMemoryHeapMax", path + "/metrics", HEAP_MAX));
        var stats = control(path + "/metrics");
        var details = scene.flink(path);
        assertThat(stats.path("taskSlotsTotal").asInt(-1))
                .isEqualTo(details.path("slotsNumber").asInt())
                .isEqualTo(1);
        assertThat(stats.path("taskSlotsAvailable").asInt(-1))
                .isEqualTo(details.path("freeSlots").asInt())
                .isZero();
    }

    @Test
    void flinks_own_reporter_answers_in_each_pod() {
        for (var role : List.of("jobmanager", "taskmanager")) {
            var pod = scene.pods(role).getFirst().getMetadata().getName();
            var path =
                    "/api/v1/namespaces/%s/pods/%s:9250/proxy/metrics"
                            .formatted(Toolbox.NAMESPACE, pod);
            assertThat(Toolbox.CLIENT.raw(path))
                    .contains("flink_" + role + "_Status_JVM_Memory_Heap_Used");
        }
    }

    @Test
    void those_of_a_job_are_flinks() {
        var ours = "/jobs/" + JOB + "/metrics";
        var flinks = "/jobs/" + job.id() + "/metrics";
        var before = checkpoints("completed");
        await(
                ours,
                "at least %d checkpoints, as Flink has them".formatted(before),
                stats ->
                        stats.path("numberOfCompletedCheckpoints").asLong() >= before
                                && isPositive(stats, "lastCheckpointSize", "uptime")
                                && isSame(stats, "lastCheckpointExternalPath", flinks)
                                && isSame(stats, "lastCheckpointRestoreTimestamp", flinks));

        var stats = control(ours);
        assertThat(before).isPositive();
        assertThat(stats.path("lastCheckpointExternalPath").asText()).startsWith("s3p://");
        assertThat(stats.path("numberOfCompletedCheckpoints").asLong())
                .isBetween(before, checkpoints("completed"));
        assertThat(stats.path("totalNumberOfCheckpoints").asLong())
                .isBetween(before, checkpoints("total"));
        assertThat(stats.path("numberOfFailedCheckpoints").asLong(-1))
                .isEqualTo(checkpoints("failed"));
        assertThat(stats.path("fullRestarts").asLong(-1)).isZero();
        assertThat(stats.path("uptime").asLong())
                .isLessThanOrEqualTo(job.details().path("duration").asLong());
    }

    private long checkpoints(String count) {
        return scene.flink("/jobs/" + job.id() + "/checkpoints").at("/counts/" + count).asLong();
    }

    private static boolean isJvm(JsonNode stats) {
        return !stats.path("jvmGarbageCollectors").isEmpty()
                && isPositive(
                        stats,
                        "jvmCPUTime",
                        "jvmThreadsCount",
                        "jvmMemoryHeapUsed",
                        "jvmMemoryHeapCommitted",
                        "jvmMemoryHeapMax",
                        "jvmMemoryNonHeapUsed",
                        "jvmClassLoaderClassesLoaded");
    }

    private static boolean isPositive(JsonNode stats, String... members) {
        return Stream.of(members).allMatch(member -> stats.path(member).asLong() > 0);
    }

    private boolean isSame(JsonNode stats, String member, String path) {
        return isSame(stats, member, path, member);
    }

    private boolean isSame(JsonNode stats, String member, String path, String metric) {
        var value = scene.flink(path + "?get=" + metric).at("/0/value").asText();
        return !value.isEmpty() && stats.path(member).asText().equals(value);
    }

    /** As the control interface tells of them. */
    private static String slots(JsonNode stats) {
        return slots(
                stats,
                "taskSlotsTotal",
                "taskSlotsAvailable",
                "numRegisteredTaskManagers",
                "numRunningJobs");
    }

    /** As Flink shows them on its first page. */
    private String slots() {
        return slots(
                scene.flink("/overview"),
                "slots-total",
                "slots-available",
                "taskmanagers",
                "jobs-running");
    }

    private static String slots(
            JsonNode from, String total, String available, String taskManagers, String jobs) {
        return "total %d, available %d, TaskManagers %d, jobs %d"
                .formatted(
                        from.path(total).asInt(-1),
                        from.path(available).asInt(-1),
                        from.path(taskManagers).asInt(-1),
                        from.path(jobs).asInt(-1));
    }

    private void await(String path, String what, Predicate<JsonNode> holds) {
        Await.until(
                path + " says " + what,
                GATHERED,
                () -> holds.test(control(path)),
                () -> control(path).toString());
    }

    /** What the operator's control interface says of the cluster; why, where it says nothing. */
    private JsonNode control(String path) {
        try {
            var answer =
                    Toolbox.CLIENT.raw(
                            "/api/v1/namespaces/%s/services/flink-operator:4444/proxy/api/v1/clusters/%s%s"
                                    .formatted(Toolbox.OPERATOR_NAMESPACE, scene.name, path));
            return Yaml.JSON.readTree(Yaml.JSON.readTree(answer).path("output").asText());
        } catch (KubernetesClientException failed) {
            return new TextNode(failed.getMessage());
        } catch (JsonProcessingException e) {
            throw new AssertionError("The control interface does not answer in JSON", e);
        }
    }
}
