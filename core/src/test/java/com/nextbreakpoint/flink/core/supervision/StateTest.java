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
