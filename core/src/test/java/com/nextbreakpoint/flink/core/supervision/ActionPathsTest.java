package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.core.Names;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users request, in a closed loop. */
@NullUnmarked
class ActionPathsTest {
    @Test
    @Tag("A5.start")
    void a_start_of_a_running_job_is_a_planned_restart() {
        var demo = Demo.running();
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        assertThat(demo.job().requestedState()).isEqualTo(RequestedState.Running);
    }

    @Test
    @Tag("A5.start")
    void a_start_ends_a_wait_and_forgets_the_failures() {
        var demo = Demo.running(spec -> spec.withRestart(spec.restart().withRestartDelay(300)));
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.until(SupervisorStatus.Stopped);
        demo.seconds(60);
        assertThat(demo.reason()).isEqualTo("RestartPending");
        demo.request("START");
        demo.seconds(60);
        assertThat(demo.runs(Demo.JOB)).isTrue();
        assertThat(demo.job().restarts()).isZero();
    }

    @Test
    @Tag("A5.start")
    void a_start_in_a_stopped_cluster_waits_for_the_cluster() {
        var demo = Demo.running();
        demo.requestOfCluster("STOP");
        demo.untilCluster(SupervisorStatus.Stopped);
        demo.request("START");
        demo.seconds(30);
        assertThat(demo.reason()).isEqualTo("ClusterStopped");
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopped);
        demo.requestOfCluster("START");
        demo.untilAttempt(2);
    }

    @Test
    @Tag("A5.start")
    void a_start_during_a_stop_starts_afterwards() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopping);
        demo.request("START");
        demo.untilRuns();
        demo.seconds(60);
        assertThat(demo.runs(Demo.JOB)).isTrue();
        assertThat(demo.job().requestedState()).isEqualTo(RequestedState.Running);
    }

    @Test
    @Tag("A5.stop")
    void a_stop_turns_off_a_pending_restart() {
        var demo = Demo.running(spec -> spec.withRestart(spec.restart().withRestartDelay(30)));
        demo.sim.running(Demo.JOB).end("FAILED", demo.sim.now);
        demo.until(SupervisorStatus.Stopped);
        demo.request("STOP");
        demo.seconds(100);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopped);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.job().requestedState()).isEqualTo(RequestedState.Stopped);
    }

    @Test
    @Tag("A5.stop-without")
    void a_stop_without_savepoint_cancels_even_when_the_savepoint_keeps_failing() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.request("STOP");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 1);
        demo.sim.annotate(Demo.JOB, "STOP", Demo.WITHOUT_SAVEPOINT);
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.copies(Demo.JOB)).extracting(job -> job.state).containsExactly("CANCELED");
    }

    @Test
    @Tag("A5.restore-from")
    void a_start_begins_from_exactly_the_path_that_it_names() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointPath().isEmpty());
        var older = demo.job().savepointPath();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.sim.annotate(Demo.JOB, "START", Map.of(Names.RESTORE_FROM, older));
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(older);
        demo.sim.kube.jobManagers.clear();
        demo.untilAttempt(3);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(older);
    }

    @Test
    @Tag("A5.savepoint")
    void a_savepoint_is_taken_one_at_a_time() {
        var demo = Demo.running();
        demo.request("TRIGGER_SAVEPOINT");
        demo.sim.until(() -> !demo.job().savepointTriggerId().isEmpty());
        var trigger = demo.job().savepointTriggerId();
        demo.sim.kube.flink.triggers.put(trigger, new Trigger.InProgress());
        demo.request("TRIGGER_SAVEPOINT");
        demo.seconds(20);
        assertThat(demo.job().savepointTriggerId()).isEqualTo(trigger);
        assertThat(demo.job().supervision().requestedAction()).isNull();
    }

    @Test
    @Tag("A5.savepoint")
    void a_savepoint_is_refused_where_no_job_runs() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        var count = demo.sim.storage.savepoints;
        demo.request("TRIGGER_SAVEPOINT");
        demo.requestOfCluster("TRIGGER_SAVEPOINT");
        demo.seconds(30);
        assertThat(demo.sim.storage.savepoints).isEqualTo(count);
        assertThat(demo.job().supervision().requestedAction()).isNull();
        assertThat(demo.sim.clusterStatus().supervision().requestedAction()).isNull();
    }

    @Test
    @Tag("A5.forget")
    void what_is_forgotten_is_not_restored() {
        var demo = Demo.running();
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.request("FORGET_SAVEPOINT");
        demo.sim.until(() -> demo.job().savepointPath().isEmpty());
        assertThat(demo.job().restorePoint()).isNull();
        demo.request("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom()).isNull();
        assertThat(demo.job().savepoints()).isNotEmpty();
    }

    @Test
    @Tag("A5.unknown")
    void what_is_no_action_is_reset_and_changes_nothing() {
        var demo = Demo.running();
        demo.request("DANCE");
        demo.requestOfCluster("DANCE");
        demo.seconds(20);
        assertThat(demo.runs(Demo.JOB)).isTrue();
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.sim.objects.cluster.meta().annotations()).isEmpty();
        assertThat(demo.sim.objects.jobs.get(Demo.JOB).meta().annotations()).isEmpty();
    }

    @Test
    @Tag("A5.cluster-start")
    void a_start_of_a_running_cluster_makes_all_pods_new() {
        var demo = Demo.running();
        var before = demo.pods();
        demo.requestOfCluster("START");
        demo.untilAttempt(2);
        assertThat(demo.pods()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("A5.cluster-stop")
    @Tag("J4.stopped-cluster")
    void a_stop_of_the_cluster_keeps_the_jobs_own_wishes() {
        for (var policy : RestartPolicy.values()) {
            var demo = Demo.running(spec -> Demo.with(policy, spec));
            demo.requestOfCluster("STOP");
            demo.untilCluster(SupervisorStatus.Stopped);
            assertThat(demo.job().requestedState()).isEqualTo(RequestedState.Running);
            demo.requestOfCluster("START");
            demo.untilCluster(SupervisorStatus.Started);
            demo.seconds(60);
            assertThat(demo.runs(Demo.JOB)).isEqualTo(policy == RestartPolicy.Always);
        }
    }

    @Test
    @Tag("A5.cluster-without")
    void a_cluster_hands_without_savepoint_on_to_its_jobs_once() {
        var demo = Demo.running();
        demo.sim.annotate(Simulation.CLUSTER, "STOP", Demo.WITHOUT_SAVEPOINT);
        demo.untilCluster(SupervisorStatus.Stopped);
        assertThat(demo.sim.storage.savepoints).isZero();
        demo.requestOfCluster("START");
        demo.untilAttempt(2);
        demo.requestOfCluster("STOP");
        demo.untilCluster(SupervisorStatus.Stopped);
        assertThat(demo.sim.storage.savepoints).isEqualTo(1);
        demo.sim.annotate(Simulation.CLUSTER, "START", Demo.WITHOUT_SAVEPOINT);
        demo.untilAttempt(3);
        assertThat(demo.job().restoredFrom()).isNull();
        assertThat(demo.job().savepoints()).hasSize(1);
    }
}
