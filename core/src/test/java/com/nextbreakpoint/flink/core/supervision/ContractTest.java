package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is planted against the contract is found. */
@NullUnmarked
class ContractTest {
    private static final String JOB = Demo.JOB;
    private final Simulation sim = Demo.running().sim;

    @Test
    void a_second_copy_is_found() {
        var id = Contract.mark(JOB) + "0123456789abcdef";
        sim.kube.flink.jobs.put(id, new SimulatedJob(id, 1, "", sim.storage));
        assertThatThrownBy(sim::tick).hasMessageContaining("two copies");
    }

    @Test
    void a_restore_from_nothing_is_found() {
        stop();
        plant(null);
        assertThatThrownBy(this::start).hasMessageContaining("starts from 0");
    }

    @Test
    void a_restore_from_something_older_is_found() {
        sim.annotate(JOB, "TRIGGER_SAVEPOINT", Map.of());
        sim.until(() -> sim.job(JOB).restorePoint() != null);
        var older = sim.job(JOB).restorePoint();
        stop();
        plant(older);
        assertThatThrownBy(this::start).hasMessageContaining("starts from");
    }

    @Test
    void a_copy_beside_lost_tasks_is_found() {
        var pod = sim.kube.taskManagers.values().iterator().next();
        pod.leftovers.put(Contract.mark(JOB), sim.now.plusSeconds(50));
        assertThatThrownBy(sim::tick).hasMessageContaining("runs its lost tasks");
    }

    @Test
    void a_job_that_outlives_its_resource_is_found() {
        var id = sim.job(JOB).jobId();
        sim.delete(JOB);
        sim.until(() -> sim.objects.jobs.isEmpty());
        assertThatThrownBy(() -> planted(id)).hasMessageContaining("an orphan lives");
    }

    /** It comes back to life however often it is cancelled. */
    private void planted(String id) {
        for (int i = 0; i < 60; i++) {
            sim.kube.flink.jobs.put(id, new SimulatedJob(id, 1, "", sim.storage));
            sim.tick();
        }
    }

    /** In the status, which is all that is left of the truth then. */
    private void plant(RestorePoint wrong) {
        sim.kube.flink.jobs.clear();
        sim.crash();
        sim.objects.write(JOB, sim.job(JOB).with(s -> s.restorePoint(wrong)));
    }

    private void stop() {
        sim.annotate(JOB, "STOP", Map.of());
        sim.until(() -> sim.job(JOB).supervisorStatus() == SupervisorStatus.Stopped);
    }

    private void start() {
        sim.annotate(JOB, "START", Map.of());
        sim.until(() -> Contract.runs(sim.job(JOB)));
    }
}
