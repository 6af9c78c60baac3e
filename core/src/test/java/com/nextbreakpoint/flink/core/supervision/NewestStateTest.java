package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A start begins from the newest complete state that lies in the storage, read before or not. */
@NullUnmarked
class NewestStateTest {
    private static final String JOB = Demo.JOB;
    private final Demo demo = Demo.running();
    private final Simulation sim = demo.sim;

    /** Nobody asks Flink meanwhile. */
    private void checkpointsUnseen(int count) {
        sim.cutUntil = sim.now.plusSeconds(2);
        for (int i = 0; i < count; i++) sim.kube.flink.checkpoint(sim.now);
    }

    /** Its directory, once its request is noted. */
    private String requestSavepoint() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepointTriggerId().isEmpty());
        return "s3://savepoints/" + demo.job().savepointTriggerId();
    }

    private void loseJobManager() {
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.job().attempt() > 1 && Contract.runs(demo.job()));
    }

    @Test
    @Tag("R6.1")
    @Tag("R6.storage")
    void a_lost_job_goes_on_from_a_checkpoint_that_nobody_has_read() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
        var noted = demo.job().restorePoint();
        checkpointsUnseen(16);
        var newest = sim.running(JOB).checkpoint;
        loseJobManager();
        assertThat(sim.storage.counter(noted.path())).isNegative();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
        assertThat(demo.job().restorePoint().path()).isEqualTo(newest.path());
        assertThat(demo.job().attempt()).isEqualTo(2);
    }

    @Test
    @Tag("R6.storage")
    void so_does_one_whose_checkpoints_nobody_has_ever_read() {
        checkpointsUnseen(2);
        var newest = sim.running(JOB).checkpoint;
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    @Tag("R6.storage")
    void the_death_of_the_operator_beside_that_of_the_job_manager_loses_nothing() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        checkpointsUnseen(30);
        var newest = sim.running(JOB).checkpoint;
        sim.crash();
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    @Tag("R6.storage")
    void of_several_retained_checkpoints_the_newest_is_restored() {
        sim.storage.retained = 3;
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
        checkpointsUnseen(2);
        var newest = sim.running(JOB).checkpoint;
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    @Tag("R6.storage")
    void a_savepoint_that_was_complete_when_its_job_manager_died_is_restored() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
        var directory = requestSavepoint();
        sim.cutUntil = sim.now.plusSeconds(2);
        var savepoint = sim.running(JOB).save(directory, sim.storage, sim.now);
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint.path());
        assertThat(demo.job().savepointPath()).isEqualTo(savepoint.path());
    }

    @Test
    @Tag("R6.storage")
    void so_is_one_whose_target_was_edited_before_its_result_was_told() {
        var directory = requestSavepoint();
        sim.cutUntil = sim.now.plusSeconds(2);
        var savepoint = sim.running(JOB).save(directory, sim.storage, sim.now);
        sim.objects.edit(
                JOB,
                spec ->
                        spec.withSavepoint(
                                spec.savepoint().withSavepointTargetPath("s3://elsewhere")));
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint.path());
    }

    @Test
    @Tag("R6.storage")
    void a_savepoint_that_was_told_is_not_looked_for() {
        var directory = requestSavepoint();
        assertThat(demo.job().supervision().savepointDirectories()).containsExactly(directory);
        sim.until(() -> !demo.job().savepoints().isEmpty());
        assertThat(demo.job().supervision().savepointDirectories()).isEmpty();
    }

    @Test
    @Tag("R6.storage")
    void after_a_stop_with_its_savepoint_nobody_has_to_look() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().settledJobId()).isEqualTo(demo.job().jobId());
        sim.storage.fails = true;
        demo.request("START");
        sim.until(() -> demo.job().attempt() == 2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("R6.storage")
    @Tag("J4.stopped-live")
    void a_job_that_comes_back_to_life_is_looked_for_again() {
        sim.decisions.stepwise = true;
        demo.request("START");
        sim.until(() -> !demo.job().supervision().settledJobId().isEmpty());
        var id = demo.job().jobId();
        var path = demo.job().savepointPath();
        sim.kube.flink.jobs.put(id, new SimulatedJob(id, 1, path, sim.storage));
        sim.until(() -> demo.job().supervision().slotsTimestamp() != null);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Starting);
        assertThat(demo.job().jobId()).isEqualTo(id);
        checkpointsUnseen(2);
        var newest = sim.running(JOB).checkpoint;
        loseJobManager();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
    }

    @Test
    void a_dry_run_asks_nothing_of_the_storage() {
        var question = new StorageQuestion("", Set.of("s3://a"), Set.of(), Set.of("s3://b"));
        var questions = new FlinkView.Questions(Set.of("id"), Map.of(), Set.of(question), true);
        assertThat(questions.harmless())
                .isEqualTo(new FlinkView.Questions(Set.of("id"), Map.of(), Set.of(), true));
    }

    @Test
    @Tag("A5.forget")
    void what_is_forgotten_after_a_loss_is_not_found_again() {
        demo.request("STOP");
        sim.until(() -> demo.phase() == SupervisorStatus.Stopping);
        sim.cutUntil = sim.now.plusSeconds(3);
        sim.kube.flink.checkpoint(sim.now);
        sim.kube.jobManagers.clear();
        demo.until(SupervisorStatus.Stopped);
        demo.request("FORGET_SAVEPOINT");
        demo.seconds(3);
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom()).isNull();
    }

    @Test
    @Tag("R6.checkpoints-1")
    void the_first_state_of_an_attempt_is_noted_at_once_and_the_others_once_a_minute() {
        demo.request("START");
        demo.untilAttempt(2);
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint().kind() == RestoreKind.Checkpoint);
        var first = demo.job().restorePoint();
        sim.kube.flink.checkpoint(sim.now);
        demo.seconds(30);
        assertThat(demo.job().restorePoint()).isEqualTo(first);
        assertThat(demo.job().supervision().checkpointDirectories())
                .containsExactly("s3://checkpoints");
    }

    @Test
    @Tag("R6.target")
    void the_first_start_says_when_savepoints_cannot_be_written() {
        var fresh = Demo.created(Map.of(JOB, SupervisionTest.jobSpec()));
        fresh.sim.storage.fails = true;
        fresh.sim.until(() -> fresh.job().attempt() == 1);
        assertThat(fresh.events())
                .anyMatch(event -> event.startsWith("Savepoints cannot be written"));
        fresh.untilRuns();
        assertThat(demo.events())
                .noneMatch(event -> event.startsWith("Savepoints cannot be written"));
    }
}
