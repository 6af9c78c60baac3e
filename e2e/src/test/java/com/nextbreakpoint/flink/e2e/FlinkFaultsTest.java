package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.parallel.ExecutionMode.CONCURRENT;
import static org.junit.jupiter.api.parallel.ResourceAccessMode.READ;

import java.time.Duration;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Flink's processes that hang, die again and again, or die at a bad moment. */
@Tag("flink")
@ExtendWith(Toolbox.class)
class FlinkFaultsTest {
    private static final Setting NEW = new Setting("2.3.0", false);
    private static final Setting OLD = new Setting("1.20.5", true);
    private static final int TASK_TIMEOUT = 15;
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    /** Who has it alone is held up by no other Flink. */
    private static final String PROCESSOR = "processor";

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_frozen_job_manager_is_replaced_after_task_timeout() {
        try (var scene = hasty("frozen-jm", NEW)) {
            var job = scene.createCounting("count").awaitRunning();
            job.awaitBeyond(100);
            var frozen = scene.pods("jobmanager").getFirst();
            Processes.freeze(frozen);
            job.awaitAttemptAfter(1, RECOVERY);
            job.awaitBeyond(200);
            assertThat(scene.pods("jobmanager"))
                    .singleElement()
                    .satisfies(
                            pod ->
                                    assertThat(pod.getMetadata().getUid())
                                            .isNotEqualTo(frozen.getMetadata().getUid()));
            job.finish();
        }
    }

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(PROCESSOR)
    void a_job_manager_that_freezes_for_a_moment_is_left_alone() {
        try (var scene = hasty("frozen-briefly", OLD)) {
            var job = scene.createCounting("count").awaitRunning();
            job.awaitBeyond(100);
            var pod = scene.pods("jobmanager").getFirst();
            Processes.freeze(pod);
            scene.cluster.await("/status/clusterHealth", "UNHEALTHY", RECOVERY);
            Processes.thaw(pod);
            scene.cluster.await("/status/clusterHealth", "HEALTHY", RECOVERY);
            job.awaitRunning(RECOVERY);
            assertThat(job.attempt()).isEqualTo(1);
            job.finish();
        }
    }

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_frozen_task_manager_is_replaced_after_task_timeout() {
        try (var scene = hasty("frozen-tm", OLD)) {
            var job = scene.createCounting("count").awaitRunning();
            job.awaitBeyond(100);
            var before = job.committed().last;
            var frozen = job.taskManager();
            Processes.freeze(frozen);
            job.resource().awaitMessage("Running", RECOVERY, "False");
            job.awaitRunning(RECOVERY);
            job.awaitBeyond(before + 100);
            assertThat(job.attempt()).isEqualTo(1);
            Await.until(
                    "the frozen one is gone",
                    RECOVERY,
                    () -> Toolbox.CLIENT.resource(frozen).get() == null);
            job.finish();
        }
    }

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_task_manager_killed_during_a_stop_with_savepoint_delays_the_stop() {
        try (var scene = new Scene("killed-saving", NEW).start()) {
            var spec = scene.countingSpec("count");
            var arguments = spec.withObject("/bootstrap").withArray("arguments");
            arguments.set(1, "slowcp").add("--delay").add("3000");
            var job = scene.create("count", spec).awaitRunning();
            job.awaitBeyond(0);
            job.resource().request("STOP");
            Await.until(
                    "the stop's savepoint is in flight",
                    RECOVERY,
                    () -> !job.resource().at("/status/supervision/stopTriggerId").isEmpty());
            Processes.kill(job.taskManager());
            job.resource().await("/status/supervisorStatus", "Stopped", RECOVERY);
            assertThat(Bucket.holds(job.savepoint())).isTrue();
            assertThat(job.attempt()).isEqualTo(1);
            job.requireExactlyOnce();
        }
    }

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_job_that_kills_its_job_manager_is_given_up_and_harms_no_sibling_for_ever() {
        try (var scene = new Scene("killing", OLD).start()) {
            var good = scene.createCounting("good").awaitRunning();
            var spec = Scene.jobSpec("--mode", "killjm", "--delay", "1000");
            spec.withObject("/restart").put("maxRestarts", 1);
            var bad = scene.create("bad", spec);
            bad.resource().awaitMessage("Stalled", Duration.ofMinutes(3), "True", "maxRestarts");
            assertThat(bad.attempt()).isLessThanOrEqualTo(4);
            good.awaitRunning(RECOVERY);
            good.awaitBeyond(good.committed().last + 100);
            good.finish();
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_stopped_job_that_flink_has_forgotten_goes_on(Setting setting) {
        var forgetful = FlinkProperties.quick() + "jobstore.expiration-time: 5\n";
        try (var scene = new Scene("forgotten", setting)) {
            scene.start(spec -> FlinkProperties.give(spec, scene.name, forgetful));
            var job = scene.createCounting("count").awaitRunning();
            job.awaitBeyond(100);
            job.stop();
            var before = job.requireExactlyOnce();
            Await.until(
                    "Flink lists the job no more",
                    Toolbox.MINUTE,
                    () -> scene.flink("/jobs").path("jobs").isEmpty());
            job.resource().request("START");
            job.awaitAttemptAfter(1, Job.START);
            job.awaitBeyond(before + 100);
            job.finish();
        }
    }

    static Stream<Setting> both() {
        return Stream.of(NEW, OLD);
    }

    @Test
    @Execution(CONCURRENT)
    @ResourceLock(value = PROCESSOR, mode = READ)
    void a_bootstrap_killed_at_any_time_is_made_again_and_the_job_runs_once() {
        try (var scene = hasty("bootstrap", NEW)) {
            scene.cluster.awaitCondition("Ready", Scene.CLUSTER_START);
            try (var _ = new Witness(scene)) {
                runsOnceThoughKilled(scene, "slowmain", "before", _ -> says(scene, ""));
                runsOnceThoughKilled(scene, "slowmain", "while", _ -> says(scene, "Running"));
                runsOnceThoughKilled(scene, "slowend", "after", FlinkFaultsTest::isSubmitted);
            }
        }
    }

    private static void runsOnceThoughKilled(
            Scene scene, String mode, String name, Predicate<Job> when) {
        var spec = scene.countingSpec(name);
        var arguments = spec.withObject("/bootstrap").withArray("arguments");
        arguments.set(1, mode).add("--delay").add("8000");
        var job = scene.create(name, spec);
        Await.until("the moment " + name + " it submits", RECOVERY, () -> when.test(job));
        Processes.kill(scene.pods("bootstrap").getFirst());
        job.awaitRunning(RECOVERY);
        job.awaitBeyond(100);
        assertThat(job.attempt()).isEqualTo(1);
        job.finish();
    }

    /** Whether a bootstrap runs that has said so. */
    private static boolean says(Scene scene, String words) {
        return scene.pods("bootstrap").stream()
                .filter(Processes::run)
                .anyMatch(
                        pod ->
                                Toolbox.CLIENT
                                        .pods()
                                        .inNamespace(Toolbox.NAMESPACE)
                                        .withName(pod.getMetadata().getName())
                                        .getLog()
                                        .contains(words));
    }

    private static boolean isSubmitted(Job job) {
        return !job.id().isEmpty()
                && job.scene()
                        .flink("/jobs")
                        .path("jobs")
                        .findValuesAsText("id")
                        .contains(job.id());
    }

    /** A cluster that waits no longer than it must. */
    private static Scene hasty(String name, Setting setting) {
        var scene = new Scene(name, setting);
        return scene.start(spec -> scene.tuning(spec).put("taskTimeout", TASK_TIMEOUT));
    }
}
