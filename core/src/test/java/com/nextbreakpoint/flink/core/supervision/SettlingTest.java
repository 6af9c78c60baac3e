package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** What is decided in one go, and what waits for somebody else. */
@NullUnmarked
class SettlingTest {
    private final Demo demo = Demo.running();
    private final Simulation sim = demo.sim;

    @Test
    void a_request_is_taken_and_given_back_with_one_write_and_done_with_the_next() {
        demo.request("STOP");
        var before = sim.writes;
        sim.until(() -> demo.phase() == SupervisorStatus.Stopping);
        assertThat(sim.writes).isEqualTo(before + 2);
        assertThat(sim.kube.flink.triggers).containsKey(demo.job().supervision().stopTriggerId());
    }

    @Test
    void a_new_attempt_is_submitted_by_the_step_that_sees_the_old_one_end() {
        sim.running(Demo.JOB).end("CANCELED", sim.now);
        sim.until(() -> demo.job().attempt() == 2);
        assertThat(sim.kube.bootstraps.get(Demo.JOB).jobId).isEqualTo(demo.job().jobId());
    }

    @Test
    void what_is_told_on_the_way_is_told_once() {
        sim.notices.clear();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        assertThat(sim.notices).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    }

    @Test
    void what_cannot_be_written_stays_and_its_siblings_go_on() {
        var two = Demo.runningTwo();
        two.sim.decisions.refused.add(Demo.JOB);
        var before = two.sim.job(Demo.JOB);
        two.requestOfCluster("STOP");
        two.sim.until(() -> two.sim.job(Demo.OTHER).supervisorStatus() == SupervisorStatus.Stopped);
        two.seconds(100);
        assertThat(two.sim.job(Demo.JOB)).isEqualTo(before);
        assertThat(two.sim.running(Demo.JOB).runs()).isTrue();
        assertThat(two.sim.kube.jobManagers).isNotEmpty();
        two.sim.decisions.refused.clear();
        two.untilCluster(SupervisorStatus.Stopped);
    }

    @Test
    void the_jobs_of_a_cluster_that_cannot_be_written_go_on_as_long_as_it_has_nothing_to_note() {
        sim.decisions.refused.add(Simulation.CLUSTER);
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepointPath().isEmpty());
        demo.requestOfCluster("STOP");
        demo.request("STOP");
        demo.seconds(100);
        assertThat(demo.runs(Demo.JOB)).isTrue();
        assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Started);
        sim.decisions.refused.clear();
        demo.untilCluster(SupervisorStatus.Stopped);
    }
}
