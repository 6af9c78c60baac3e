package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a job is stopped, in a closed loop. */
@NullUnmarked
class StopPathsTest {
    /** A running job whose stop was marked and posted, and is not done. */
    private static Demo inTheMiddle() {
        var demo = Demo.running();
        demo.checkpoint();
        demo.sim.decisions.stepwise = true;
        demo.request("STOP");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        var trigger = demo.job().supervision().stopTriggerId();
        demo.sim.kube.flink.triggers.put(trigger, new Trigger.InProgress());
        return demo;
    }

    @Test
    @Tag("C1.2")
    @Tag("J4.stopping-1")
    void a_planned_stop_ends_with_its_savepoint_recorded() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.copies(Demo.JOB)).extracting(job -> job.state).containsExactly("FINISHED");
        assertThat(demo.job().restorePoint().path()).isEqualTo(demo.job().savepointPath());
        assertThat(demo.job().savepointPath()).startsWith("s3://savepoints/");
        assertThat(demo.job().supervision().stopTriggerId()).isEmpty();
    }

    @Test
    @Tag("J4.stopping-1")
    void a_job_that_finishes_by_itself_while_it_is_to_be_stopped_is_not_run_again() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.OnlyIfFailed, spec));
        demo.sim.storage.fails = true;
        demo.editArguments("--new");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        demo.sim.running(Demo.JOB).end("FINISHED", demo.sim.now);
        demo.sim.storage.fails = false;
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(60);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Finished);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("J4.stopping-2")
    @Tag("C1.6")
    void progress_is_never_cut_and_the_condition_says_what_is_waited_for() {
        var demo = inTheMiddle();
        demo.seconds(5);
        assertThat(demo.reason()).isEqualTo("StoppingWithSavepoint");
        demo.seconds(200);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopping);
        assertThat(demo.reason()).isEqualTo("SavepointSlow");
        assertThat(demo.sim.running(Demo.JOB).live()).isTrue();
    }

    @Test
    @Tag("J4.stopping-3")
    void the_next_try_has_a_new_id_and_comes_after_a_while() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.request("STOP");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        var first = demo.job().supervision().stopTriggerId();
        demo.sim.until(() -> demo.job().supervision().stopTries() == 1);
        assertThat(demo.reason()).isEqualTo("StopFailed");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        assertThat(demo.job().supervision().stopTriggerId()).isNotEqualTo(first);
    }

    @Test
    @Tag("J4.stopping-4")
    void a_stop_that_flink_never_heard_of_is_posted_again_under_the_same_id() {
        var demo = Demo.running();
        demo.sim.decisions.stepwise = true;
        demo.sim.cutUntil = demo.sim.now.plusSeconds(1);
        demo.request("STOP");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        var trigger = demo.job().supervision().stopTriggerId();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(10);
        demo.seconds(9);
        assertThat(demo.sim.kube.flink.triggers).doesNotContainKey(trigger);
        assertThat(demo.job().supervision().stopTriggerId()).isEqualTo(trigger);
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().savepointPath()).contains("/" + trigger + "/");
    }

    @Test
    @Tag("J4.stopping-5")
    @Tag("C1.1")
    void a_stop_whose_result_nobody_told_is_settled_by_the_storage_at_the_next_start() {
        var demo = inTheMiddle();
        demo.sim.kube.jobManagers.clear();
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.events()).anyMatch(event -> event.contains("the next start looks into"));
        assertThat(demo.job().restorePoint().kind()).isEqualTo(RestoreKind.Checkpoint);
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
    }

    @Test
    @Tag("J4.stopping-5")
    @Tag("C1.1")
    void the_savepoint_of_such_a_stop_is_restored_when_it_is_complete() {
        var demo = inTheMiddle();
        var job = demo.sim.running(Demo.JOB);
        var trigger = demo.job().supervision().stopTriggerId();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(5);
        var savepoint = job.save("s3://savepoints/" + trigger, demo.sim.storage, demo.sim.now);
        demo.sim.kube.jobManagers.clear();
        demo.until(SupervisorStatus.Stopped);
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint.path());
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        assertThat(demo.job().savepointPath()).isEqualTo(savepoint.path());
    }

    @Test
    @Tag("J4.stopping-6")
    void a_stop_during_a_start_takes_the_bootstrap_away_first() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.sim.until(() -> !demo.sim.kube.bootstraps.isEmpty());
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.sim.kube.bootstraps).isEmpty();
        demo.seconds(30);
        assertThat(demo.copies(Demo.JOB)).noneMatch(SimulatedJob::live);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopped);
    }

    @Test
    @Tag("J4.stopping-7")
    @Tag("R6.manual")
    void in_manual_mode_a_planned_stop_cancels_and_restarts_from_the_restore_point() {
        var demo = Demo.running(spec -> Demo.with(SavepointMode.Manual, spec));
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointPath().isEmpty());
        var path = demo.job().savepointPath();
        var first = demo.sim.running(Demo.JOB);
        demo.editArguments("--new");
        demo.untilAttempt(2);
        assertThat(first.state).isEqualTo("CANCELED");
        assertThat(demo.sim.storage.savepoints).isEqualTo(1);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(path);
        assertThat(demo.events()).contains("A new attempt begins from Savepoint " + path);
    }

    @Test
    @Tag("R6.manual")
    void in_manual_mode_a_restart_from_nothing_is_told() {
        var demo = Demo.running(spec -> Demo.with(SavepointMode.Manual, spec));
        demo.editArguments("--new");
        demo.untilAttempt(2);
        assertThat(demo.events())
                .contains("A new attempt begins from nothing")
                .anyMatch(event -> event.startsWith("In Manual mode no savepoint is taken"));
    }

    @Test
    @Tag("J4.stopping-8")
    void a_job_that_does_not_run_is_cancelled_when_its_checkpoints_outlive_it() {
        var demo = Demo.running();
        demo.checkpoint();
        var checkpoint = demo.job().restorePoint();
        demo.sim.objects.edit(spec -> spec.with(s -> s.maxTaskManagers(1)));
        demo.sim
                .kube
                .taskManagers
                .values()
                .forEach(pod -> pod.freeze(demo.sim.now.plusSeconds(999)));
        demo.seconds(5);
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.copies(Demo.JOB)).extracting(job -> job.state).containsExactly("CANCELED");
        assertThat(demo.job().restorePoint()).isEqualTo(checkpoint);
    }

    @Test
    @Tag("J4.stopping-9")
    void a_job_that_is_lost_while_it_is_to_be_stopped_counts_as_stopped() {
        var demo = Demo.running();
        demo.checkpoint();
        demo.sim.storage.fails = true;
        demo.request("STOP");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        demo.sim.until(() -> demo.job().supervision().stopTriggerId().isEmpty());
        demo.sim.kube.jobManagers.clear();
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.UserStop);
        assertThat(demo.job().restorePoint().kind()).isEqualTo(RestoreKind.Checkpoint);
    }

    @Test
    @Tag("J4.stopping-10")
    void an_edit_that_is_taken_back_keeps_the_running_attempt() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.editArguments("--new");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        demo.editArguments();
        demo.untilRuns();
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.sim.storage.savepoints).isZero();
    }

    @Test
    @Tag("J4.stopping-12")
    @Tag("C1.6")
    void a_deletion_waits_for_silence_no_longer_than_task_timeout() {
        var demo = Demo.running();
        demo.sim.cutUntil = demo.sim.now.plus(Duration.ofDays(1));
        demo.seconds(10);
        demo.sim.delete(Demo.JOB);
        demo.seconds(20);
        assertThat(demo.sim.objects.jobs).containsKey(Demo.JOB);
        demo.seconds(40);
        assertThat(demo.sim.objects.jobs).isEmpty();
    }

    @Test
    @Tag("J4.stopping-7")
    void a_deletion_takes_a_savepoint_only_where_that_is_asked_for() {
        for (var wanted : new boolean[] {false, true}) {
            var demo =
                    Demo.running(
                            spec ->
                                    spec.withSavepoint(
                                            spec.savepoint().withSavepointOnDelete(wanted)));
            demo.sim.delete(Demo.JOB);
            demo.sim.until(() -> demo.sim.objects.jobs.isEmpty());
            assertThat(demo.sim.storage.savepoints).isEqualTo(wanted ? 1 : 0);
        }
    }

    @Test
    @Tag("J4.id-3")
    void another_live_job_with_the_same_mark_is_cancelled_or_adopted_where_none_was_known() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        var stray = stray(demo);
        demo.sim.until(() -> !stray.live());
        assertThat(stray.state).isEqualTo("CANCELED");

        var fresh = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        fresh.sim.until(() -> fresh.sim.kube.flink != null);
        var known = stray(fresh);
        fresh.sim.until(() -> fresh.job().jobId().equals(known.id));
        // Nobody knows what it runs with.
        fresh.untilAttempt(2);
        assertThat(fresh.job().restoredFrom().path())
                .contains("savepoint-" + known.id.substring(0, 6));
    }

    private static SimulatedJob stray(Demo demo) {
        var id = Contract.mark(Demo.JOB) + "0".repeat(16);
        var stray = new SimulatedJob(id, 1, "", demo.sim.storage);
        demo.sim.kube.flink.jobs.put(id, stray);
        return stray;
    }

    @Test
    @Tag("J4.stopped-live")
    void a_live_job_of_ours_that_turns_up_in_a_stopped_one_is_adopted_when_it_is_wanted() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.Never, spec));
        var job = demo.sim.running(Demo.JOB);
        demo.sim.kube.flink.jobs.remove(job.id);
        demo.until(SupervisorStatus.Stopped);
        demo.sim.kube.flink.jobs.put(job.id, job);
        demo.untilRuns();
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.sim.running(Demo.JOB)).isSameAs(job);

        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.UserStop);
    }
}
