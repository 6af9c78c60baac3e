package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What users get wrong, or what is down: the message names the cause, and the cure heals all. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class BadInputTest {
    private static final Duration TOLD = Duration.ofSeconds(15);
    private static final Duration HEALED = Duration.ofMinutes(1);

    private final Scene scene;

    BadInputTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("bad", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        // With a TaskManager that is there already: how soon a new one comes is not measured here.
        scene.start(
                spec -> {
                    scene.tuning(spec).put("rescalePolicy", "None");
                    spec.put("taskManagers", 1);
                });
        scene.cluster.await("/status/totalTaskSlots", "1", Scene.CLUSTER_START);
        scene.cluster.awaitCondition("Ready", Scene.CLUSTER_START);
    }

    @Test
    void an_image_that_cannot_be_pulled() {
        try (var other = new Scene("pull", scene.setting)) {
            var spec = other.clusterSpec();
            spec.withObject("/runtime").put("image", "local/no-such-flink:1");
            other.cluster.create(spec);
            other.cluster.awaitMessage("Ready", TOLD, "False", "local/no-such-flink:1", "Pull");
            awaitEvent(other.cluster, "local/no-such-flink:1", TOLD);
            other.cluster.edit(right -> right.set("runtime", other.clusterSpec().path("runtime")));
            other.cluster.awaitCondition("Ready", HEALED);
        }
    }

    @Test
    void a_class_that_does_not_exist() {
        var spec = scene.countingSpec("no-class");
        spec.withObject("/bootstrap").put("className", "no.Such");
        var job = scene.create("no-class", spec);
        job.resource().awaitMessage("Ready", TOLD, "False", "no.Such", "not found");
        awaitEvent(job.resource(), "no.Such", TOLD);
        heal(job);
    }

    @Test
    void a_main_that_throws() {
        var spec = Scene.jobSpec("--mode", "throw", "--message", "no such topic");
        var job = scene.create("throws", spec);
        job.resource().awaitMessage("Ready", TOLD, "False", "no such topic");
        awaitEvent(job.resource(), "no such topic", TOLD);
        heal(job);
    }

    @Test
    void an_object_storage_that_is_down() {
        var job = scene.createCounting("no-storage").awaitRunning();
        job.awaitBeyond(0);
        var attempt = job.attempt();
        Toolbox.storage(false);
        try {
            job.resource().request("STOP");
            job.resource().awaitMessage("Stalled", Duration.ofSeconds(45), "True", "savepoint");
            awaitEvent(job.resource(), "savepoint", Toolbox.MINUTE);
            assertThat(job.resource().at("/status/supervisorStatus")).isEqualTo("Stopping");
            assertThat(job.attempt()).isEqualTo(attempt);
        } finally {
            Toolbox.storage(true);
        }
        job.resource().await("/status/supervisorStatus", "Stopped", HEALED);
        assertThat(Bucket.holds(job.savepoint())).isTrue();
        startWithoutStorage(job, job.requireExactlyOnce());
    }

    private static void startWithoutStorage(Job job, long before) {
        var savepoint = job.savepoint();
        Toolbox.storage(false);
        try {
            job.resource().request("START");
            job.resource()
                    .awaitMessage(
                            "Ready", Duration.ofSeconds(45), "False", "The start failed", "minio");
        } finally {
            Toolbox.storage(true);
        }
        job.awaitRunning(HEALED);
        job.requireRestoredFrom(savepoint);
        job.awaitBeyond(before + 100);
        job.finish();
    }

    private void heal(Job job) {
        var right = scene.countingSpec(job.shortName());
        job.resource().edit(spec -> spec.set("bootstrap", right.path("bootstrap")));
        job.awaitRunning(HEALED);
        job.resource().awaitCondition("Ready", HEALED);
        job.remove();
    }

    /** After many others an Event may wait half a minute, so that none of them floods the rest. */
    private static void awaitEvent(Custom resource, String words, Duration limit) {
        Await.until(
                "a Warning about %s says %s".formatted(resource, words),
                limit,
                () ->
                        Toolbox.CLIENT
                                .v1()
                                .events()
                                .inNamespace(Toolbox.NAMESPACE)
                                .withField("involvedObject.name", resource.name())
                                .list()
                                .getItems()
                                .stream()
                                .anyMatch(
                                        event ->
                                                event.getType().equals("Warning")
                                                        && event.getMessage().contains(words)));
    }
}
