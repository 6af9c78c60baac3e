package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Losses, edits and requests that fall between what Flink did and what was read of it. */
@NullUnmarked
class UnreadStateTest {
    private static final String JOB = Demo.JOB;
    private final Demo demo = Demo.running(spec -> Demo.with(RestartPolicy.Always, spec));
    private final Simulation sim = demo.sim;

    private void editTarget() {
        sim.objects.edit(
                JOB,
                spec -> spec.withSavepoint(spec.savepoint().withSavepointTargetPath("s3://other")));
    }

    private void loseJobManager() {
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.job().attempt() > 1 && Contract.runs(demo.job()));
    }

    /** The id under which the stop is asked for, as soon as it is marked. */
    private String markedStop() {
        sim.decisions.stepwise = true;
        sim.until(() -> !demo.job().supervision().stopTriggerId().isEmpty());
        return demo.job().supervision().stopTriggerId();
    }

    private void noted() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
    }

    @Test
    @Tag("R6.storage")
    void a_stop_whose_target_was_edited_begins_from_its_savepoint() {
        noted();
        demo.request("START");
        var id = markedStop();
        sim.kube.flink.triggers.put(id, new Trigger.InProgress());
        sim.cutUntil = sim.now.plusSeconds(3);
        var saved = sim.running(JOB).save("s3://savepoints/" + id, sim.storage, sim.now);
        editTarget();
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(saved.path());
    }

    /** Try 0 wrote its savepoint, but the job did not terminate and runs on from it. */
    private Point firstTryWritesButDoesNotEnd() {
        demo.request("START");
        var id = markedStop();
        var saved = sim.running(JOB).save("s3://savepoints/" + id, sim.storage, sim.now);
        sim.kube.flink.triggers.put(
                id,
                new Trigger.Failed(
                        "A savepoint has been created at: "
                                + saved.path()
                                + ", but the corresponding job didn't terminate successfully."));
        sim.until(() -> demo.job().supervision().stopTries() == 1);
        return saved;
    }

    @Test
    @Tag("J4.stopping-5")
    void a_stop_is_asked_for_again_whose_first_try_wrote_its_savepoint_and_failed() {
        firstTryWritesButDoesNotEnd();
        demo.seconds(300);
        assertThat(demo.job().attempt())
                .describedAs(demo.phase() + " " + demo.reason())
                .isEqualTo(2);
    }

    @Test
    @Tag("R6.storage")
    void a_loss_after_a_failed_stop_goes_back_to_the_checkpoint_that_followed() {
        var saved = firstTryWritesButDoesNotEnd();
        markedStop();
        sim.cutUntil = sim.now.plusSeconds(3);
        demo.seconds(1);
        sim.kube.flink.checkpoint(sim.now);
        var newest = sim.running(JOB).checkpoint;
        assertThat(newest.id()).isGreaterThan(saved.id());
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    @Tag("J4.stopping-5")
    void a_failed_stop_that_flink_has_forgotten_is_asked_for_again() {
        demo.request("START");
        var id = markedStop();
        sim.running(JOB).save("s3://savepoints/" + id, sim.storage, sim.now);
        sim.kube.flink.triggers.put(id, new Trigger.Failed("x"));
        sim.crash();
        sim.kube.flink.triggers.remove(id);
        demo.seconds(300);
        assertThat(demo.job().attempt())
                .describedAs(demo.phase() + " " + demo.reason())
                .isEqualTo(2);
    }

    @Test
    @Tag("R6.storage")
    void a_savepoint_whose_number_nobody_read_does_not_hide_newer_checkpoints() {
        noted();
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepointTriggerId().isEmpty());
        var id = demo.job().savepointTriggerId();
        sim.until(() -> sim.kube.flink.triggers.get(id) instanceof Trigger.Completed);
        var job = sim.running(JOB);
        // Statistics are older than the savepoint; then HA's next JobManager knows none of it.
        job.savepoint = null;
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var known = demo.job().restorePoint();
        for (int i = 0; i < 30; i++) {
            demo.seconds(60);
            sim.kube.flink.checkpoint(sim.now);
        }
        demo.seconds(5);
        var newest = job.checkpoint;
        job.fail("out of restarts", sim.now);
        sim.until(() -> demo.job().attempt() == 2);
        assertThat(demo.job().restoredFrom().path())
                .describedAs("recorded as " + known)
                .isEqualTo(newest.path());
    }

    @Test
    @Tag("R6.unknown")
    void a_former_directory_that_is_closed_holds_no_start_up() {
        noted();
        sim.looks.layout = new FlinkView.Layout("s3://b", true);
        demo.request("START");
        demo.untilAttempt(2);
        sim.looks.refused = "s3://checkpoints";
        demo.seconds(10);
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.reason().startsWith("State") || demo.job().attempt() == 3);
        demo.seconds(300);
        assertThat(demo.job().attempt())
                .describedAs(demo.reason() + " " + demo.job().supervision().checkpointDirectories())
                .isEqualTo(3);
    }

    @Test
    @Tag("J4.stopping-4")
    void a_job_that_ends_by_itself_after_a_failed_stop_is_not_run_again_from_that_savepoint() {
        sim.objects.edit(JOB, spec -> Demo.with(RestartPolicy.OnlyIfFailed, spec));
        demo.seconds(2);
        firstTryWritesButDoesNotEnd();
        markedStop();
        sim.kube.flink.checkpoint(sim.now);
        sim.running(JOB).end("FINISHED", sim.now);
        demo.seconds(100);
        assertThat(demo.job().jobStatus()).isEqualTo("FINISHED");
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("R6.unknown")
    void what_could_not_be_read_before_a_start_that_failed_is_read_before_the_next() {
        sim.objects.edit(
                JOB,
                spec ->
                        spec.withRestart(
                                spec.restart().withOnUnknownState(OnUnknownState.RestoreKnown)));
        noted();
        sim.cutUntil = sim.now.plusSeconds(3);
        sim.kube.flink.checkpoint(sim.now);
        var newest = sim.running(JOB).checkpoint;
        sim.looks.refused = "s3://checkpoints";
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.job().attempt() == 2);
        assertThat(demo.job().restoredFrom().path()).isNotEqualTo(newest.path());
        sim.looks.refused = null;
        sim.kube.jobManagers.clear();
        sim.until(() -> Contract.runs(demo.job()));
        assertThat(demo.job().attempt()).isEqualTo(3);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    @Tag("A5.forget")
    void what_is_forgotten_before_a_loss_is_noticed_stays_forgotten() {
        noted();
        sim.cutUntil = sim.now.plusSeconds(3);
        sim.kube.flink.checkpoint(sim.now);
        sim.kube.jobManagers.clear();
        demo.seconds(1);
        demo.request("FORGET_SAVEPOINT");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom()).isNull();
    }

    @Test
    @Tag("A5.forget")
    void a_start_from_nothing_is_not_forgotten_with_what_was_before_it() {
        demo.seconds(20);
        noted();
        demo.request("START");
        sim.until(() -> !sim.kube.bootstraps.isEmpty());
        sim.kube.bootstraps.values().forEach(SimulatedBootstrap::kill);
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.request("FORGET_SAVEPOINT");
        demo.seconds(3);
        demo.request("START");
        demo.untilRuns();
        assertThat(demo.job().restoredFrom()).isNull();
        sim.kube.flink.checkpoint(sim.now);
        var newest = sim.running(JOB).checkpoint;
        sim.kube.jobManagers.clear();
        sim.until(() -> !Contract.runs(demo.job()));
        sim.until(() -> Contract.runs(demo.job()));
        assertThat(demo.job().restoredFrom()).isNotNull();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }
}
