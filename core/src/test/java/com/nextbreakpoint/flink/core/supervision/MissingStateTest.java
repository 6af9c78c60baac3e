package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Names;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Starts whose state is no longer where it was: Flink keeps only its newest checkpoints. */
@NullUnmarked
class MissingStateTest {
    private static final String JOB = "demo-average";
    private final Simulation sim = new Simulation();

    @BeforeEach
    void the_job_runs_and_its_checkpoint_is_noted() {
        sim.create(SupervisionTest.clusterSpec(), Map.of(JOB, SupervisionTest.jobSpec()));
        sim.until(this::runs);
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> sim.job(JOB).restorePoint() != null);
    }

    private boolean runs() {
        return sim.job(JOB).supervisorStatus() == SupervisorStatus.Started
                && Conditions.isTrue(sim.job(JOB).conditions(), Conditions.READY);
    }

    private String noted() {
        return sim.job(JOB).restorePoint().path();
    }

    /** Nobody sees these before the JobManager is gone. */
    private void loseJobManagerAfterCheckpoints(int unseen) {
        for (int i = 0; i < unseen; i++) sim.kube.flink.checkpoint(sim.now);
        sim.kube.jobManagers.clear();
    }

    @Test
    void nothing_older_is_taken_when_none_of_the_newer_ones_is_there() {
        var noted = noted();
        loseJobManagerAfterCheckpoints(7);
        sim.until(() -> sim.job(JOB).supervision().endedBy() == EndedBy.Unknown);
        int attempts = sim.job(JOB).attempt();
        for (int i = 0; i < 100; i++) sim.tick();
        assertThat(sim.job(JOB).attempt()).isEqualTo(attempts).isEqualTo(7);
        assertThat(noted()).isEqualTo(noted);
        var stalled = Conditions.find(sim.job(JOB).conditions(), Conditions.STALLED).orElseThrow();
        assertThat(stalled.status()).isEqualTo("True");
        assertThat(stalled.message()).contains("Cannot find", "chk-6", "restore-from");
    }

    @Test
    void the_newest_savepoint_is_named_as_a_way_out() {
        sim.annotate(JOB, "TRIGGER_SAVEPOINT", Map.of());
        sim.until(() -> !sim.job(JOB).savepoints().isEmpty());
        sim.kube.flink.checkpoint(sim.now);
        sim.tick();
        loseJobManagerAfterCheckpoints(7);
        sim.until(() -> sim.job(JOB).supervision().endedBy() == EndedBy.Unknown);
        for (int i = 0; i < 10; i++) sim.tick();
        assertThat(Conditions.find(sim.job(JOB).conditions(), Conditions.STALLED).orElseThrow())
                .extracting(Condition::message)
                .asString()
                .contains("the newest savepoint is " + sim.job(JOB).savepoints().getFirst().path());
    }

    @Test
    void the_user_can_name_another_state_then() {
        loseJobManagerAfterCheckpoints(7);
        sim.until(() -> sim.job(JOB).supervision().endedBy() == EndedBy.Unknown);
        var other = noted().replace("chk-1", "chk-8");
        sim.annotate(JOB, "START", Map.of(Names.RESTORE_FROM, other));
        sim.until(this::runs);
        assertThat(sim.job(JOB).restoredFrom().path()).isEqualTo(other);
    }
}
