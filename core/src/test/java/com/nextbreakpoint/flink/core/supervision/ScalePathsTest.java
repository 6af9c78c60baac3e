package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How many TaskManagers there are, and when that changes, in a closed loop. */
@NullUnmarked
class ScalePathsTest {
    @Test
    @Tag("T7.wanted")
    @Tag("T7.mirror")
    void the_jobs_decide_how_many_there_are_and_a_scale_by_hand_is_reset() {
        var demo = Demo.runningTwo();
        assertThat(demo.sim.kube.taskManagers).hasSize(2);
        assertThat(demo.sim.objects.cluster.spec().taskManagers()).isEqualTo(2);
        demo.sim.objects.edit(spec -> spec.withTaskManagers(7));
        demo.sim.until(() -> demo.sim.objects.cluster.spec().taskManagers() == 2);
        demo.seconds(20);
        assertThat(demo.sim.kube.taskManagers).hasSize(2);
        assertThat(demo.events())
                .contains("taskManagers is set from 7 to 2: the parallelism of the jobs decides")
                .filteredOn(message -> message.startsWith("taskManagers is set"))
                .hasSize(1);
    }

    @Test
    @Tag("T7.wanted")
    void without_jobs_the_users_number_counts() {
        var demo = Demo.created(Map.of());
        demo.sim.objects.edit(spec -> spec.withTaskManagers(3));
        demo.untilCluster(SupervisorStatus.Started);
        demo.sim.until(() -> demo.sim.kube.taskManagers.size() == 3);
        demo.sim.objects.edit(spec -> spec.withTaskManagers(1));
        demo.sim.until(() -> demo.sim.kube.taskManagers.size() == 1);
        demo.seconds(30);
        assertThat(demo.sim.kube.taskManagers).hasSize(1);
        assertThat(demo.events())
                .contains(
                        "TaskManagers: 3 are wanted instead of 0",
                        "TaskManagers: 1 are wanted instead of 3");
    }

    @Test
    @Tag("T7.surplus")
    void the_surplus_goes_after_a_while_and_only_when_nothing_moves() {
        var demo = Demo.runningTwo();
        var working = demo.sim.running(Demo.JOB).taskManagers;
        demo.sim.annotate(Demo.OTHER, "STOP", Map.of());
        demo.sim.until(
                () -> demo.sim.job(Demo.OTHER).supervisorStatus() == SupervisorStatus.Stopped);
        demo.seconds(3);
        assertThat(demo.sim.kube.taskManagers).hasSize(2);
        demo.sim.until(() -> demo.sim.kube.taskManagers.size() == 1);
        assertThat(demo.sim.kube.taskManagers.keySet()).containsExactlyElementsOf(working);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.runs(Demo.JOB)).isTrue();
    }

    @Test
    @Tag("T7.missing")
    void what_is_missing_is_made_at_once_under_new_names() {
        var demo = Demo.running();
        var before = List.copyOf(demo.sim.kube.taskManagers.keySet());
        demo.sim.kube.taskManagers.clear();
        demo.seconds(2);
        assertThat(demo.sim.kube.taskManagers).hasSize(1);
        assertThat(demo.sim.kube.taskManagers.keySet()).doesNotContainAnyElementsOf(before);
    }

    @Test
    @Tag("K3.stopping-6")
    @Tag("K3.revision-2")
    void what_is_missing_before_a_change_is_carried_out_is_copied_from_a_living_one() {
        var demo = Demo.runningTwo();
        var before = List.copyOf(demo.sim.kube.taskManagers.values());
        var account = before.getFirst().made.getSpec().getServiceAccountName();
        demo.sim.storage.fails = true;
        demo.editTaskManager("other");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        demo.sim.kube.taskManagers.remove(before.getFirst().name);
        demo.seconds(10);
        assertThat(demo.sim.kube.taskManagers.values())
                .hasSize(2)
                .allSatisfy(
                        pod -> {
                            assertThat(pod.made.getSpec().getServiceAccountName())
                                    .isEqualTo(account);
                            assertThat(pod.revision).isEqualTo(before.getFirst().revision);
                        });
        demo.sim.storage.fails = false;
        demo.untilAttempt(2);
        assertThat(demo.sim.kube.taskManagers.values())
                .allSatisfy(
                        pod ->
                                assertThat(pod.made.getSpec().getServiceAccountName())
                                        .isEqualTo("other"));
    }

    @Test
    @Tag("T7.names")
    void a_job_managers_name_is_counted_before_it_is_used() {
        var demo = Demo.running();
        demo.sim.decisions.stepwise = true;
        var first = demo.jobManager().name;
        demo.sim.kube.jobManagers.clear();
        var count = demo.sim.clusterStatus().supervision().jobManagerCount();
        demo.sim.until(() -> demo.sim.clusterStatus().supervision().jobManagerCount() == count + 1);
        assertThat(demo.sim.kube.jobManagers).isEmpty();
        demo.untilAttempt(2);
        assertThat(demo.jobManager().name).isNotEqualTo(first);
    }

    @Test
    @Tag("C1.8")
    @Tag("R6.checkpoints-1")
    void checkpoints_are_noted_at_most_once_a_minute_and_else_nothing_is_written() {
        var demo = Demo.running();
        demo.seconds(60);
        var before = demo.sim.writes;
        for (int i = 0; i < 300; i++) {
            demo.sim.kube.flink.checkpoint(demo.sim.now);
            demo.seconds(1);
        }
        assertThat(demo.sim.writes - before).isBetween(4, 12);
    }

    @Test
    @Tag("R6.savepoints-1")
    void savepoints_are_periodic_one_at_a_time_and_the_newest_ten_are_listed() {
        var demo =
                Demo.running(
                        spec -> spec.withSavepoint(spec.savepoint().withSavepointInterval(20)));
        demo.seconds(10);
        assertThat(demo.sim.storage.savepoints).isZero();
        demo.seconds(300);
        assertThat(demo.sim.storage.savepoints).isBetween(11, 15);
        assertThat(demo.job().savepoints()).hasSize(10);
        assertThat(demo.job().savepoints().getFirst().path()).isEqualTo(demo.job().savepointPath());
        assertThat(demo.sim.storage.counter(demo.job().savepointPath())).isPositive();
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("R6.savepoints-2")
    void a_savepoint_that_fails_is_tried_again_after_a_while() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> demo.job().supervision().savepointTries() == 3);
        assertThat(demo.job().lastError().message()).contains("could not be written");
        assertThat(demo.sim.running(Demo.JOB).runs()).isTrue();
        demo.sim.storage.fails = false;
        demo.sim.until(() -> !demo.job().savepointPath().isEmpty());
        assertThat(demo.job().supervision().savepointTries()).isZero();
    }

    @Test
    @Tag("R6.savepoints-2")
    void a_savepoint_that_dies_with_its_job_manager_does_not_stay_pending() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointTriggerId().isEmpty());
        demo.sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().savepointTriggerId()).isEmpty();
        assertThat(demo.job().savepointJobId()).isEmpty();
    }

    @Test
    @Tag("R6.source")
    void a_new_path_in_the_spec_is_what_the_next_start_begins_from_once() {
        var demo = Demo.running();
        var given = "s3://brought/along";
        demo.sim.storage.put(new Point(99, given, demo.sim.now), 1000);
        demo.sim.objects.edit(
                Demo.JOB, spec -> spec.withSavepoint(spec.savepoint().withSavepointPath(given)));
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(given);
        demo.request("START");
        demo.untilAttempt(3);
        assertThat(demo.job().restoredFrom().path()).isNotEqualTo(given);
    }

    @Test
    @Tag("C1.6")
    void a_deletion_of_all_ends_while_all_is_broken() {
        var demo = Demo.runningTwo();
        demo.sim.storage.fails = true;
        demo.jobManager().freeze(demo.sim.now.plus(Duration.ofDays(1)));
        demo.sim.cutUntil = demo.sim.now.plus(Duration.ofDays(1));
        demo.seconds(5);
        demo.sim.delete(Demo.JOB);
        demo.sim.delete(Demo.OTHER);
        demo.sim.delete(Simulation.CLUSTER);
        demo.sim.until(() -> demo.sim.objects.jobs.isEmpty() && demo.sim.objects.cluster == null);
        assertThat(demo.pods()).isEmpty();
    }

    @Test
    @Tag("C1.7")
    void a_job_that_crashes_all_the_time_costs_its_sibling_nothing() {
        var demo = Demo.runningTwo();
        for (int i = 0; i < 5; i++) {
            demo.sim.until(() -> demo.runs(Demo.JOB));
            demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
            demo.seconds(5);
        }
        assertThat(demo.sim.job(Demo.OTHER).attempt()).isEqualTo(1);
        assertThat(demo.sim.running(Demo.OTHER).counter).isGreaterThan(25);
    }

    /** The delay doubles: the fifth failure waits for 10 seconds, and not for one. */
    @Test
    @Tag("J4.stopped-delays")
    void f34_failures_in_a_row_are_restarted_later_and_later_and_a_limit_ends_them() {
        var demo = Demo.running(spec -> spec.withRestart(spec.restart().withMaxRestarts(4)));
        for (int failure = 1; failure <= 4; failure++) {
            var attempt = failure + 1;
            demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
            demo.until(SupervisorStatus.Stopped);
            var since = demo.sim.now;
            demo.untilAttempt(attempt);
            assertThat(Duration.between(since, demo.sim.now).toSeconds())
                    .isGreaterThanOrEqualTo(1L << (failure - 1));
        }
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.seconds(200);
        assertThat(demo.reason()).isEqualTo("RestartsExhausted");
        assertThat(demo.job().attempt()).isEqualTo(5);
        demo.request("START");
        demo.untilAttempt(6);
    }

    @Test
    void the_silence_after_a_failure_is_no_healthy_time() {
        var demo = Demo.running();
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.untilAttempt(2);
        demo.untilRuns();
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.sim.cutUntil = demo.sim.now.plusSeconds(100);
        demo.seconds(110);
        demo.untilAttempt(3);
        assertThat(demo.job().restarts()).isEqualTo(2);
    }
}
