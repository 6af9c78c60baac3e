package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.Names;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Starts whose state is not where it was, or where nobody can say whether it is. */
@NullUnmarked
class MissingStateTest {
    private static final String JOB = Demo.JOB;
    private final Demo demo = Demo.running();
    private final Simulation sim = demo.sim;

    @BeforeEach
    void its_checkpoint_is_noted() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
    }

    private String noted() {
        return demo.job().restorePoint().path();
    }

    private String message() {
        return Conditions.find(demo.job().conditions(), Conditions.STALLED).orElseThrow().message();
    }

    private void loseTheStateWithTheJobManager() {
        sim.storage.forget(noted());
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.reason().equals("StateMissing"));
    }

    @Test
    @Tag("R6.missing")
    @Tag("C1.1")
    void nothing_older_is_taken_when_the_known_state_is_gone() {
        loseTheStateWithTheJobManager();
        demo.seconds(100);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.isStalled()).isTrue();
        assertThat(message()).contains(noted(), "restore-from", "FORGET_SAVEPOINT");
    }

    @Test
    @Tag("R6.missing")
    void it_goes_on_by_itself_when_the_state_is_put_back() {
        var path = noted();
        loseTheStateWithTheJobManager();
        sim.storage.put(new Point(1, path, sim.now), 5);
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(path);
    }

    @Test
    @Tag("R6.missing")
    void the_newest_savepoint_is_named_as_a_way_out() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var savepoint = demo.job().savepoints().getFirst().path();
        sim.kube.flink.checkpoint(sim.now);
        demo.seconds(70);
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint().kind() == RestoreKind.Checkpoint);
        loseTheStateWithTheJobManager();
        assertThat(message()).contains("the newest savepoint is " + savepoint);
    }

    @Test
    @Tag("R6.missing")
    void a_stops_savepoint_that_is_gone_is_waited_for_after_the_start_that_missed_it() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        var savepoint = demo.job().restorePoint();
        var counter = sim.storage.counter(savepoint.path());
        sim.storage.forget(savepoint.path());
        demo.request("START");
        sim.until(() -> demo.reason().equals("StateMissing"));
        demo.seconds(100);
        sim.storage.put(new Point(savepoint.checkpointId(), savepoint.path(), sim.now), counter);
        demo.untilRuns();
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint.path());
    }

    @Test
    @Tag("A5.restore-from")
    void the_user_can_name_another_state_then() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        var savepoint = demo.job().savepoints().getFirst().path();
        sim.kube.flink.checkpoint(sim.now);
        demo.checkpoint();
        loseTheStateWithTheJobManager();
        sim.annotate(JOB, "START", Map.of(Names.RESTORE_FROM, savepoint));
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(savepoint);
    }

    @Test
    @Tag("A5.forget")
    void or_begin_with_nothing() {
        loseTheStateWithTheJobManager();
        demo.request("FORGET_SAVEPOINT");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom()).isNull();
    }

    @Test
    @Tag("R6.unknown")
    @Tag("C1.6")
    void a_start_waits_for_a_storage_that_does_not_answer_and_says_so() {
        sim.storage.fails = true;
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.reason().equals("StateUncertain"));
        demo.seconds(100);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.isStalled()).isTrue();
        assertThat(message())
                .contains("the storage does not answer", "restore-from", "onUnknownState")
                .endsWith("known is Checkpoint " + noted());
        sim.storage.fails = false;
        demo.untilAttempt(2);
    }

    @Test
    @Tag("R6.unknown")
    void the_known_state_is_taken_where_the_user_wants_that() {
        assertThat(sim.questions.eager()).isFalse();
        sim.objects.edit(
                JOB,
                spec ->
                        spec.withRestart(
                                spec.restart().withOnUnknownState(OnUnknownState.RestoreKnown)));
        demo.seconds(2);
        assertThat(sim.questions.eager()).isTrue();
        sim.storage.fails = true;
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.job().attempt() == 2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(noted());
        assertThat(demo.events())
                .anyMatch(event -> event.startsWith("A new attempt begins from what is known"));
    }

    @Test
    @Tag("R6.unknown")
    void checkpoints_that_cannot_be_told_from_others_are_not_guessed() {
        sim.looks.layout = new FlinkView.Layout("s3://all", false);
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.reason().equals("StateUncertain"));
        assertThat(message()).contains("create-subdir");
    }
}
