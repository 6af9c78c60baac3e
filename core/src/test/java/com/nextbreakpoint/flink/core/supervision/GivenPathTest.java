package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestoredFrom;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Names;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The path that a user names is looked at before anything stops for it. */
@NullUnmarked
class GivenPathTest {
    private static final String JOB = Demo.JOB;
    private static final String WRONG = "s3://savepoints/savepoint-of-nobody";
    private final Demo demo = Demo.running();
    private final Simulation sim = demo.sim;

    private void start(String path) {
        sim.annotate(JOB, "START", Map.of(Names.RESTORE_FROM, path));
    }

    private void give(String path) {
        sim.contract.excuseStart(JOB);
        sim.objects.edit(JOB, spec -> spec.withSavepoint(spec.savepoint().withSavepointPath(path)));
    }

    private void stillRuns() {
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Started);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(sim.storage.savepoints).isZero();
    }

    @Test
    @Tag("R6.given")
    void a_start_from_a_path_that_does_not_exist_stops_nothing() {
        start(WRONG);
        sim.until(() -> demo.job().lastError() != null);
        demo.seconds(30);
        stillRuns();
        assertThat(demo.job().lastError().message())
                .contains("stays as it is", "no complete checkpoint or savepoint at " + WRONG);
        assertThat(demo.job().supervision().requestedAction()).isNull();
        assertThat(demo.isStalled()).isFalse();
    }

    @Test
    @Tag("R6.given")
    void nor_does_one_from_a_storage_that_does_not_answer() {
        sim.storage.fails = true;
        start(WRONG);
        sim.until(() -> demo.job().lastError() != null);
        stillRuns();
        assertThat(demo.job().lastError().message()).contains("the storage does not answer");
    }

    @Test
    @Tag("R6.given")
    void a_job_manager_that_is_silent_is_waited_for() {
        sim.cutUntil = sim.now.plusSeconds(20);
        start(WRONG);
        demo.seconds(19);
        stillRuns();
        sim.until(() -> demo.job().lastError() != null);
        stillRuns();
    }

    @Test
    @Tag("R6.given")
    @Tag("A5.restore-from")
    void one_that_is_there_is_what_the_job_is_restarted_from() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var path = demo.job().savepointPath();
        demo.seconds(20);
        start(path);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(path);
    }

    @Test
    @Tag("R6.given")
    void nothing_stops_for_a_checkpoint_that_goes_with_the_job() {
        var own = checkpoint();
        for (var path : List.of(own, own + "/", own + "/_metadata")) {
            start(path);
            sim.until(() -> said().contains(path + " is a checkpoint of the job that runs"));
        }
        demo.seconds(30);
        stillRuns();
        assertThat(said()).contains("take a savepoint", "STOP it without-savepoint first");
        give(own);
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        stillRuns();
    }

    @Test
    @Tag("R6.given")
    void it_is_what_the_job_begins_from_once_that_was_stopped_without_a_savepoint() {
        var path = leftByCancelling();
        start(path);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom())
                .isEqualTo(new RestoredFrom(RestoreKind.Checkpoint, path));
    }

    @Test
    @Tag("R6.given")
    @Tag("R6.missing")
    void who_names_what_is_not_there_is_told_what_a_plain_start_begins_from() {
        var newest = leftByCancelling();
        start(WRONG);
        sim.until(() -> demo.reason().equals("StateMissing"));
        assertThat(told()).contains("without restore-from to begin from Checkpoint " + newest);
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest);
    }

    @Test
    @Tag("R6.given")
    @Tag("R6.unknown")
    void a_storage_that_does_not_tell_of_the_path_is_no_doubt_of_the_newest_state() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        sim.storage.fails = true;
        start(WRONG);
        sim.until(() -> demo.reason().equals("StateUncertain"));
        assertThat(told())
                .contains("what the job is to begin from", "without restore-from to begin from")
                .doesNotContain("known is", "newest");
    }

    private String leftByCancelling() {
        checkpoint();
        sim.annotate(JOB, "STOP", Map.of(Names.WITHOUT_SAVEPOINT, "true"));
        demo.until(SupervisorStatus.Stopped);
        return demo.job().restorePoint().path();
    }

    private String checkpoint() {
        sim.kube.flink.checkpoint(sim.now);
        demo.checkpoint();
        return demo.job().restorePoint().path();
    }

    private String said() {
        return demo.job().lastError() == null ? "" : demo.job().lastError().message();
    }

    private String told() {
        return demo.job().conditions().getFirst().message();
    }

    @Test
    @Tag("R6.given")
    @Tag("R6.source")
    void a_changed_savepoint_path_that_does_not_exist_is_told_and_stops_nothing() {
        give(WRONG);
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        demo.editArguments("--new");
        demo.seconds(30);
        stillRuns();
        assertThat(demo.reason()).isEqualTo("RestoreRefused");
        assertThat(demo.isStalled()).isTrue();
        assertThat(demo.job().conditions().getFirst().message()).contains(WRONG);
    }

    @Test
    @Tag("R6.given")
    @Tag("R6.source")
    void the_change_is_carried_out_when_the_path_is_corrected() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var path = demo.job().savepointPath();
        give(WRONG);
        demo.editArguments("--new");
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        give(path);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(path);
    }

    @Test
    @Tag("R6.given")
    @Tag("R6.source")
    void a_refused_path_holds_up_no_job_that_is_lost_which_goes_on_from_its_own_state() {
        give(WRONG);
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        demo.checkpoint();
        var newest = sim.running(JOB).checkpoint;
        sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(newest.path());
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        assertThat(demo.isStalled()).isTrue();
        give("");
        sim.until(() -> !demo.isStalled());
    }

    @Test
    @Tag("R6.given")
    void nor_does_one_that_cannot_be_looked_at() {
        give("s3://closed/savepoint-1");
        sim.looks.refused = "s3://closed";
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        demo.checkpoint();
        sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).startsWith("s3://checkpoints/");
    }

    @Test
    @Tag("R6.source")
    void one_that_is_there_by_then_is_what_a_lost_job_begins_from() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var path = demo.job().savepointPath();
        give(path);
        demo.checkpoint();
        sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(path);
    }

    @Test
    @Tag("A5.restore-from")
    void a_savepoint_that_is_asked_for_meanwhile_does_not_change_what_a_start_begins_from() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        start(WRONG);
        sim.until(() -> demo.reason().equals("StateMissing"));
        demo.request("TRIGGER_SAVEPOINT");
        demo.seconds(10);
        sim.storage.put(new FlinkView.Point(3, WRONG, sim.now), 3);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(WRONG);
    }

    @Test
    @Tag("R6.given")
    void in_a_stopped_job_it_is_told_and_waited_for() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        start(WRONG);
        sim.until(() -> demo.reason().equals("StateMissing"));
        demo.seconds(60);
        assertThat(demo.job().attempt()).isEqualTo(1);
        start(demo.job().savepointPath());
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(demo.job().savepointPath());
    }
}
