package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a job does on its ways, in a closed loop. */
@NullUnmarked
class JobPathsTest {
    private static final String BY_HAND = "f".repeat(32);

    @Test
    @Tag("J4.unknown-1")
    @Tag("J4.cluster-1")
    void a_job_without_a_cluster_says_so_and_starts_when_the_cluster_comes() {
        var demo = new Demo();
        demo.sim.objects.createJob(Demo.JOB, SupervisionTest.jobSpec(), demo.sim.now);
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(10);
        assertThat(demo.reason()).isEqualTo("ClusterNotFound");
        assertThat(demo.isStalled()).isTrue();
        demo.sim.objects.createCluster(SupervisionTest.clusterSpec(), demo.sim.now);
        demo.untilRuns();
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("J4.unknown-1")
    void a_job_of_parallelism_zero_is_suspended_from_its_creation_on() {
        var spec = SupervisionTest.jobSpec().withJobParallelism(0);
        var demo = Demo.created(Map.of(Demo.JOB, spec));
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(20);
        assertThat(demo.reason()).isEqualTo("Suspended");
        demo.sim.objects.edit(Demo.JOB, one -> one.withJobParallelism(1));
        demo.untilRuns();
    }

    @Test
    @Tag("J4.starting-1")
    void a_start_waits_for_its_slots_without_a_time_limit_and_says_so() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec().withJobParallelism(2)));
        demo.sim.objects.edit(spec -> spec.with(s -> s.maxTaskManagers(1)));
        demo.untilCluster(SupervisorStatus.Started);
        demo.seconds(200);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Starting);
        assertThat(demo.reason()).isEqualTo("WaitingForSlots");
        assertThat(demo.job().conditions().getFirst().message()).isEqualTo("Waiting for slots 1/2");
        demo.sim.objects.edit(spec -> spec.with(s -> s.maxTaskManagers(2)));
        demo.untilRuns();
    }

    @Test
    @Tag("J4.starting-2")
    @Tag("C1.5")
    void the_attempt_is_in_the_status_before_its_bootstrap_exists() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.sim.decisions.stepwise = true;
        demo.sim.until(() -> demo.job().attempt() == 1);
        assertThat(demo.sim.kube.bootstraps).isEmpty();
        assertThat(demo.job().jobId()).hasSize(32).startsWith(Contract.mark(Demo.JOB));
        demo.sim.until(() -> !demo.sim.kube.bootstraps.isEmpty());
        assertThat(demo.sim.kube.bootstraps.get(Demo.JOB).jobId).isEqualTo(demo.job().jobId());
    }

    @Test
    @Tag("J4.starting-1")
    @Tag("C1.4")
    void a_new_jobs_slots_are_not_there_while_the_job_manager_is_silent() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.sim.cutUntil = demo.sim.now.plusSeconds(30);
        demo.sim.objects.createJob(Demo.OTHER, SupervisionTest.jobSpec(), demo.sim.now);
        demo.seconds(25);
        assertThat(demo.sim.job(Demo.OTHER).attempt()).isZero();
        demo.sim.until(() -> demo.runs(Demo.OTHER));
    }

    /** A job that Flink lists and that finds no slots, since somebody else has taken them. */
    private static Demo withoutSlots() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.sim.until(() -> !demo.sim.kube.bootstraps.isEmpty());
        var byHand = new SimulatedJob(BY_HAND, 1, "", demo.sim.storage);
        byHand.taskManagers = List.copyOf(demo.sim.kube.taskManagers.keySet());
        demo.sim.kube.flink.jobs.put(byHand.id, byHand);
        demo.sim.until(() -> demo.sim.running(Demo.JOB) != null);
        demo.seconds(5);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Starting);
        return demo;
    }

    @Test
    @Tag("J4.starting-5")
    void a_job_that_was_submitted_and_is_not_listed_is_not_restarted_by_itself() {
        var demo = withoutSlots();
        demo.sim.kube.flink.jobs.remove(demo.job().jobId());
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(100);
        assertThat(demo.reason()).isEqualTo("EndedForGood");
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Unknown);
        assertThat(demo.copies(Demo.JOB)).isEmpty();
    }

    @Test
    @Tag("J4.starting-8")
    void a_change_ends_a_start_that_hangs() {
        var demo = withoutSlots();
        var first = demo.sim.running(Demo.JOB);
        demo.editArguments("--new");
        demo.sim.until(() -> !first.live());
        demo.sim.kube.flink.jobs.get(BY_HAND).end("CANCELED", demo.sim.now);
        demo.untilAttempt(2);
        assertThat(first.state).isEqualTo("CANCELED");
    }

    @Test
    @Tag("J4.starting-6")
    void a_start_that_takes_too_long_is_cancelled_and_tried_again() {
        var demo = withoutSlots();
        var slow = demo.sim.running(Demo.JOB);
        demo.seconds(45);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Starting);
        demo.until(SupervisorStatus.Stopped);
        assertThat(slow.state).isEqualTo("CANCELED");
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.StartFailed);
        demo.sim.kube.flink.jobs.get(BY_HAND).end("CANCELED", demo.sim.now);
        demo.sim.until(() -> demo.job().attempt() > 1 && demo.runs(Demo.JOB));
    }

    @Test
    @Tag("J4.starting-7")
    @Tag("C1.3")
    void a_job_manager_that_dies_during_a_start_leads_to_a_new_attempt_at_once() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.sim.until(() -> demo.job().attempt() == 1);
        demo.seconds(2);
        var first = demo.job().jobId();
        demo.sim.kube.jobManagers.clear();
        demo.sim.until(() -> demo.job().attempt() == 2 && demo.runs(Demo.JOB));
        assertThat(demo.job().jobId()).isNotEqualTo(first).startsWith(Contract.mark(Demo.JOB));
    }

    @Test
    @Tag("J4.starting-7")
    @Tag("J4.stopped-delays")
    void a_job_whose_job_manager_dies_in_each_start_is_given_up() {
        var spec = SupervisionTest.jobSpec();
        var demo =
                Demo.created(Map.of(Demo.JOB, spec.withRestart(spec.restart().withMaxRestarts(2))));
        for (int attempt = 1; attempt <= 3; attempt++) {
            int number = attempt;
            demo.sim.until(() -> demo.job().attempt() == number);
            demo.seconds(2);
            demo.sim.kube.jobManagers.clear();
        }
        demo.sim.until(() -> demo.reason().equals("RestartsExhausted"));
        demo.seconds(100);
        assertThat(demo.job().attempt()).isEqualTo(3);
        assertThat(demo.isStalled()).isTrue();
        demo.request("START");
        demo.untilRuns();
    }

    @Test
    @Tag("J4.final-1")
    @Tag("J4.started-1")
    void somebody_elses_stop_is_noticed_and_its_savepoint_is_kept() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.Never, spec));
        demo.seconds(10);
        var job = demo.sim.running(Demo.JOB);
        var point = job.save("s3://elsewhere", demo.sim.storage, demo.sim.now);
        job.end("FINISHED", demo.sim.now);
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Finished);
        assertThat(demo.job().jobStatus()).isEqualTo("FINISHED");
        assertThat(demo.job().jobId()).isEqualTo(job.id);
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(point.path());
    }

    @Test
    @Tag("J4.started-1")
    @Tag("J4.stopped-finished")
    void a_job_that_finished_stays_so_unless_its_policy_is_always() {
        for (var policy : RestartPolicy.values()) {
            var demo = Demo.running(spec -> Demo.with(policy, spec));
            demo.sim.running(Demo.JOB).end("FINISHED", demo.sim.now);
            demo.until(SupervisorStatus.Stopped);
            demo.seconds(60);
            var again = policy == RestartPolicy.Always;
            assertThat(demo.runs(Demo.JOB)).as(policy.name()).isEqualTo(again);
            assertThat(demo.job().attempt()).as(policy.name()).isEqualTo(again ? 2 : 1);
        }
    }

    @Test
    @Tag("J4.started-1")
    @Tag("J4.stopped-failed")
    @Tag("R6.1")
    void a_failed_job_goes_on_from_its_retained_checkpoint() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.OnlyIfFailed, spec));
        demo.seconds(10);
        demo.sim.kube.flink.checkpoint(demo.sim.now);
        var saved = demo.sim.running(Demo.JOB).checkpoint.path();
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(saved);
        assertThat(demo.job().restarts()).isEqualTo(1);
    }

    @Test
    @Tag("J4.started-3")
    @Tag("J4.id-2")
    void a_job_that_flink_forgot_is_never_restarted_by_itself() {
        var demo = Demo.running();
        demo.sim.kube.flink.jobs.remove(demo.job().jobId());
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(120);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Unknown);
        assertThat(demo.isStalled()).isTrue();
        demo.request("START");
        demo.untilAttempt(2);
    }

    @Test
    @Tag("J4.id-2")
    void a_stopped_job_that_flink_has_forgotten_is_started_under_another_id() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.sim.kube.flink.jobs.remove(demo.job().jobId());
        demo.seconds(60);
        var savepoint = demo.job().savepointPath();
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint);
    }

    @Test
    @Tag("J4.started-4")
    void a_change_of_parallelism_is_a_planned_stop() {
        var demo = Demo.running();
        demo.sim.objects.edit(Demo.JOB, spec -> spec.withJobParallelism(2));
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        assertThat(demo.sim.running(Demo.JOB).parallelism).isEqualTo(2);
    }

    @Test
    @Tag("J4.started-5")
    void changed_savepoints_and_restarts_apply_without_a_restart() {
        var demo = Demo.running();
        demo.sim.objects.edit(
                Demo.JOB,
                spec ->
                        Demo.with(RestartPolicy.Never, spec)
                                .withSavepoint(spec.savepoint().withSavepointInterval(20)));
        demo.sim.until(() -> demo.sim.storage.savepoints == 2);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.job().restartPolicy()).isEqualTo(RestartPolicy.Never);
    }

    @Test
    @Tag("J4.starting-3")
    @Tag("R6.missing")
    void what_cannot_be_restored_never_leads_to_something_older() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointPath().isEmpty());
        var older = demo.job().savepointPath();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        var newest = demo.job().restorePoint().path();
        assertThat(newest).isNotEqualTo(older);
        demo.sim.storage.forget(newest);
        demo.request("START");
        demo.sim.until(() -> demo.job().attempt() > 1 && demo.phase() == SupervisorStatus.Stopped);
        for (int i = 0; i < 100; i++) {
            demo.seconds(1);
            assertThat(demo.job().restorePoint().path()).isEqualTo(newest);
            assertThat(demo.runs(Demo.JOB)).isFalse();
        }
        demo.sim.annotate(Demo.JOB, "START", Map.of(Names.RESTORE_FROM, older));
        demo.sim.until(() -> demo.runs(Demo.JOB));
        assertThat(demo.job().restoredFrom().path()).isEqualTo(older);
    }
}
