package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Names;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What a start begins from, and what is left when it has begun. */
@NullUnmarked
class StateTest {
    private static final String JOB = Demo.JOB;
    private final Simulation sim = Demo.running().sim;

    @Test
    void a_started_job_keeps_no_bootstrap() {
        sim.until(() -> sim.kube.bootstraps.isEmpty());
        assertThat(Contract.runs(sim.job(JOB))).isTrue();
    }

    @Test
    void a_newer_checkpoint_is_tried_when_the_noted_one_does_not_exist() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> sim.job(JOB).restorePoint() != null);
        var noted = sim.job(JOB).restorePoint();
        sim.cutUntil = sim.now.plusSeconds(10);
        sim.kube.flink.checkpoint(sim.now);
        sim.kube.flink.checkpoint(sim.now);
        var newest = sim.running(JOB).checkpoint;
        sim.kube.jobManagers.clear();
        sim.until(() -> sim.job(JOB).attempt() > 1 && Contract.runs(sim.job(JOB)));
        assertThat(sim.storage.counter(noted.path())).isNegative();
        assertThat(sim.job(JOB).restoredFrom().path()).isEqualTo(newest.path());
        assertThat(sim.job(JOB).restorePoint().path()).isEqualTo(newest.path());
    }

    @Test
    void what_was_forgotten_comes_back_only_as_something_newer() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> sim.job(JOB).restorePoint() != null);
        sim.annotate(JOB, "FORGET_SAVEPOINT", Map.of());
        sim.until(() -> sim.job(JOB).restorePoint() == null);
        for (int i = 0; i < 100; i++) sim.tick();
        assertThat(sim.job(JOB).restorePoint()).isNull();
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> sim.job(JOB).restorePoint() != null);
        assertThat(sim.job(JOB).restorePoint().path())
                .isEqualTo(sim.running(JOB).checkpoint.path());
    }

    @Test
    void f04c_a_planned_stop_whose_savepoint_fails_ends_when_the_user_says_without() {
        sim.storage.fails = true;
        sim.annotate(JOB, "START", Map.of());
        sim.until(() -> sim.job(JOB).supervision().stopTries() == 2);
        sim.annotate(JOB, "STOP", Map.of(Names.WITHOUT_SAVEPOINT, "true"));
        sim.until(() -> sim.job(JOB).supervisorStatus() == SupervisorStatus.Stopped);
        assertThat(sim.storage.savepoints).isZero();
    }
}
