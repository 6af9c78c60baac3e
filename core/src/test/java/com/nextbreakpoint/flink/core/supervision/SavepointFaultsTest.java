package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards against the earlier generation's faults that lost state. */
@NullUnmarked
class SavepointFaultsTest {
    @Test
    @Tag("A5.stop-without")
    void f04a_a_stop_without_savepoint_counts_for_that_stop_only() {
        var demo = Demo.running();
        demo.sim.annotate(Demo.JOB, "STOP", Demo.WITHOUT_SAVEPOINT);
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.sim.storage.savepoints).isZero();

        demo.request("START");
        demo.untilAttempt(2);
        demo.editArguments("--new");
        demo.untilAttempt(3);
        assertThat(demo.sim.storage.savepoints).isEqualTo(1);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(demo.job().savepointPath());
    }

    @Test
    @Tag("A5.start-without")
    void f04a_a_start_without_savepoint_counts_for_that_start_only() {
        var demo = Demo.running();
        demo.sim.annotate(Demo.JOB, "START", Demo.WITHOUT_SAVEPOINT);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom()).isNull();
        assertThat(demo.job().savepoints()).hasSize(1);
        assertThat(demo.job().savepointPath()).isEmpty();

        demo.seconds(20);
        var counted = demo.sim.running(Demo.JOB).counter;
        demo.editArguments("--new");
        demo.untilAttempt(3);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        assertThat(demo.sim.running(Demo.JOB).counter).isGreaterThanOrEqualTo(counted);
    }

    @Test
    @Tag("C1.2")
    @Tag("J4.stopping-3")
    void f04c_a_failed_savepoint_never_leads_to_a_cancellation() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.editArguments("--new");
        demo.sim.until(() -> demo.job().supervision().stopTries() == 3);
        assertThat(demo.sim.running(Demo.JOB).runs()).isTrue();
        assertThat(demo.isStalled()).isTrue();
        assertThat(demo.job().lastError().message()).contains("could not be written");

        demo.sim.storage.fails = false;
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("C1.4")
    @Tag("J4.stopping-2")
    void f04c_silence_during_a_savepoint_never_leads_to_a_cancellation() {
        var demo = Demo.running();
        demo.sim.decisions.stepwise = true;
        demo.request("STOP");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        var trigger = demo.job().supervision().stopTriggerId();
        demo.sim.kube.flink.triggers.put(trigger, new Trigger.InProgress());
        demo.sim.cutUntil = demo.sim.now.plusSeconds(20);
        demo.seconds(60);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopping);
        assertThat(demo.sim.running(Demo.JOB).runs()).isTrue();

        demo.sim.kube.flink.triggers.remove(trigger);
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.sim.storage.savepoints).isEqualTo(1);
        assertThat(demo.sim.storage.counter(demo.job().savepointPath())).isPositive();
    }

    @Test
    @Tag("R6.1")
    @Tag("R6.checkpoints-1")
    void f19_a_lost_job_goes_on_from_its_newest_checkpoint_and_not_from_an_older_savepoint() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointPath().isEmpty());
        var savepoint = demo.job().savepointPath();
        demo.checkpoint();

        demo.sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(demo.sim.storage.counter(demo.job().restoredFrom().path()))
                .isGreaterThan(demo.sim.storage.counter(savepoint));
        assertThat(demo.job().savepoints().getFirst().path()).isEqualTo(savepoint);
    }

    @Test
    @Tag("J4.stopping-11")
    void f28_a_stop_never_takes_a_pending_savepoint_for_its_own() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointTriggerId().isEmpty());
        var pending = demo.job().savepointTriggerId();
        demo.sim.kube.flink.triggers.put(pending, new Trigger.InProgress());
        demo.seconds(3);

        demo.request("STOP");
        demo.sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        assertThat(demo.job().supervision().stopTriggerId()).isNotEqualTo(pending);
        var copy = demo.sim.running(Demo.JOB);
        demo.sim.kube.flink.triggers.put(pending, new Trigger.Completed("s3://savepoints/early"));
        demo.until(SupervisorStatus.Stopped);
        assertThat(copy.state).isEqualTo("FINISHED");
        assertThat(demo.sim.storage.counter(demo.job().savepointPath())).isEqualTo(copy.counter);
        assertThat(demo.job().restorePoint().path()).isNotEqualTo("s3://savepoints/early");
    }

    @Test
    @Tag("J4.stopped-user-stop")
    @Tag("A5.stop")
    void f16_a_stopped_job_stays_stopped_whatever_its_policy() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(30);
        var writes = demo.sim.writes;
        demo.seconds(300);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.UserStop);
        assertThat(demo.sim.writes).isEqualTo(writes);
    }

    @Test
    @Tag("J4.stopped-suspended")
    @Tag("J4.started-6")
    void f16_a_suspended_job_does_not_oscillate() {
        var demo = Demo.running();
        demo.sim.objects.edit(Demo.JOB, spec -> spec.withJobParallelism(0));
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(20);
        var writes = demo.sim.writes;
        demo.seconds(300);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Suspended);
        assertThat(demo.sim.writes).isEqualTo(writes);
        assertThat(demo.sim.kube.taskManagers).isEmpty();
    }

    /** Whenever the user comes, in the middle of a step or between two. */
    @Test
    @Tag("A5.1")
    void f21_no_request_is_overwritten_by_a_status_or_a_reset() {
        for (int second = 0; second < 15; second++) {
            var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
            demo.seconds(second);
            demo.duringAStep(() -> demo.request("STOP"));
            demo.until(SupervisorStatus.Stopped);
            demo.seconds(30);
            assertThat(demo.phase()).as("after %d s", second).isEqualTo(SupervisorStatus.Stopped);
            assertThat(demo.sim.objects.jobs.get(Demo.JOB).meta().annotations()).isEmpty();
        }
    }

    @Test
    @Tag("C1.5")
    void f21_no_edit_is_overwritten_by_a_status() {
        for (int second = 0; second < 15; second++) {
            var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
            demo.seconds(second);
            demo.duringAStep(
                    () -> demo.sim.objects.edit(Demo.JOB, spec -> spec.withJobParallelism(2)));
            demo.sim.until(() -> demo.runs(Demo.JOB) && demo.job().jobParallelism() == 2);
            assertThat(demo.sim.running(Demo.JOB).parallelism).isEqualTo(2);
        }
    }
}
