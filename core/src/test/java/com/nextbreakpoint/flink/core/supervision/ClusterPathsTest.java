package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.JobManagerSpec;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.ServiceMode;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a cluster does on its ways, in a closed loop. */
@NullUnmarked
class ClusterPathsTest {
    @Test
    @Tag("K3.starting-1")
    void service_and_pods_are_made_together_and_the_cluster_starts_when_flink_answers() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.untilCluster(SupervisorStatus.Starting);
        demo.sim.until(() -> !demo.sim.kube.jobManagers.isEmpty());
        assertThat(demo.sim.kube.service).isNotNull();
        assertThat(demo.sim.kube.answering()).isNull();
        demo.untilCluster(SupervisorStatus.Started);
        assertThat(demo.sim.kube.answering()).isNotNull();
        assertThat(demo.sim.clusterStatus().clusterHealth()).isEqualTo("HEALTHY");
    }

    @Test
    @Tag("K3.starting-3")
    void a_change_while_the_cluster_starts_is_taken_at_once() {
        var demo = Demo.created(Map.of());
        demo.sim.until(() -> !demo.sim.kube.jobManagers.isEmpty());
        demo.jobManager().freeze(demo.sim.now.plus(Duration.ofDays(1)));
        var first = demo.jobManager();
        demo.editJobManager("other");
        demo.untilCluster(SupervisorStatus.Started);
        assertThat(demo.jobManager()).isNotSameAs(first);
        assertThat(demo.jobManager().revision).isGreaterThan(first.revision);
    }

    @Test
    @Tag("K3.revision-1")
    @Tag("K3.revision-3")
    @Tag("K3.started-7")
    @Tag("K3.stopping-1")
    void a_change_of_the_job_manager_replaces_all_pods_after_the_jobs_savepoints() {
        var demo = Demo.running();
        var service = demo.sim.kube.service;
        var before = demo.pods();
        var revision = demo.sim.clusterStatus().supervision().revision();
        demo.editJobManager("other");
        demo.untilAttempt(2);
        assertThat(demo.pods()).hasSize(2).doesNotContainAnyElementsOf(before);
        assertThat(demo.sim.kube.service).isEqualTo(service);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        var raised = demo.sim.clusterStatus().supervision().revision();
        assertThat(raised.jobManager()).isEqualTo(revision.jobManager() + 1);
        assertThat(raised.taskManager()).isGreaterThan(revision.taskManager());
    }

    @Test
    @Tag("K3.revision-3")
    @Tag("K3.started-8")
    void a_change_of_the_task_managers_leaves_the_job_manager() {
        var demo = Demo.running();
        var jobManager = demo.jobManager();
        var taskManagers = List.copyOf(demo.sim.kube.taskManagers.keySet());
        demo.editTaskManager("other");
        demo.untilAttempt(2);
        assertThat(demo.jobManager()).isSameAs(jobManager);
        assertThat(demo.sim.kube.taskManagers.keySet())
                .hasSize(1)
                .doesNotContainAnyElementsOf(taskManagers);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("K3.started-9")
    void a_change_of_the_service_restarts_nothing() {
        var demo = Demo.running();
        var before = demo.pods();
        demo.sim.objects.edit(
                spec ->
                        spec.withJobManager(
                                Specs.read(
                                        JobManagerSpec.class, "{\"serviceMode\":\"NodePort\"}")));
        demo.sim.until(() -> demo.sim.kube.service.getSpec().getType().equals("NodePort"));
        demo.seconds(20);
        assertThat(demo.pods()).isEqualTo(before);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.sim.clusterStatus().serviceMode()).isEqualTo(ServiceMode.NodePort);
    }

    @Test
    @Tag("K3.revision-1")
    void what_equals_its_default_is_no_change() {
        var demo = Demo.running();
        var before = demo.pods();
        FlinkClusterSpec spelt =
                Specs.read(
                        FlinkClusterSpec.class,
                        """
                        {"runtime":{"image":"apache/flink:2.3.0","pullPolicy":"IfNotPresent"},
                         "jobManager":{"serviceMode":"ClusterIP","serviceAccount":"default","annotations":{}},
                         "taskManager":{"taskSlots":1,"volumes":[]},
                         "supervision":{"rescaleDelay":5,"taskTimeout":30}}
                        """);
        demo.sim.objects.edit(spec -> spelt.with(s -> s.taskManagers(spec.taskManagers())));
        demo.seconds(60);
        assertThat(demo.pods()).isEqualTo(before);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.runs(Demo.JOB)).isTrue();
    }

    @Test
    @Tag("K3.revision-2")
    @Tag("J4.stopping-10")
    void a_change_that_is_taken_back_in_time_costs_nothing() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        var before = demo.pods();
        demo.editJobManager("other");
        demo.untilCluster(SupervisorStatus.Stopping);
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        assertThat(demo.pods()).isEqualTo(before);

        demo.sim.objects.edit(spec -> spec.withJobManager(original()));
        demo.sim.until(
                () -> demo.clusterPhase() == SupervisorStatus.Started && demo.runs(Demo.JOB));
        assertThat(demo.pods()).isEqualTo(before);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    private static JobManagerSpec original() {
        return SupervisionTest.clusterSpec().jobManager();
    }

    @Test
    @Tag("K3.started-4")
    @Tag("K3.started-1")
    void lost_jobs_never_meet_the_task_managers_that_still_run_them() {
        var demo = Demo.running();
        demo.checkpoint();
        var taskManagers = List.copyOf(demo.sim.kube.taskManagers.keySet());
        var service = demo.sim.kube.service;
        demo.sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.sim.kube.taskManagers.keySet()).doesNotContainAnyElementsOf(taskManagers);
        assertThat(demo.sim.kube.service).isEqualTo(service);
        assertThat(demo.sim.kube.jobManagers).hasSize(1);
    }

    @Test
    @Tag("K3.started-6")
    void a_service_that_somebody_deletes_comes_back_and_the_pods_stay() {
        var demo = Demo.running();
        var before = demo.pods();
        demo.sim.kube.service = null;
        demo.sim.until(() -> demo.sim.kube.service != null);
        demo.seconds(20);
        assertThat(demo.pods()).isEqualTo(before);
        assertThat(demo.runs(Demo.JOB)).isTrue();
    }

    @Test
    @Tag("K3.started-11")
    void a_live_job_of_ours_without_its_flink_job_is_cancelled() {
        var demo = Demo.runningTwo();
        var orphan = demo.sim.running(Demo.OTHER);
        demo.sim.objects.remove(Demo.OTHER);
        demo.sim.until(() -> !orphan.live());
        assertThat(demo.sim.running(Demo.JOB).live()).isTrue();
    }

    @Test
    @Tag("K3.stopping-4")
    @Tag("K3.stopped-1")
    void a_stopped_cluster_leaves_nothing_and_takes_a_change_at_its_next_start() {
        var demo = Demo.running();
        demo.requestOfCluster("STOP");
        demo.untilCluster(SupervisorStatus.Stopped);
        assertThat(demo.pods()).isEmpty();
        assertThat(demo.sim.kube.service).isNull();
        demo.editJobManager("other");
        demo.seconds(60);
        assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Stopped);
        assertThat(demo.pods()).isEmpty();

        demo.requestOfCluster("START");
        demo.untilAttempt(2);
        demo.seconds(30);
        assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Started);
        assertThat(demo.job().attempt()).isEqualTo(2);
    }

    @Test
    @Tag("K3.stopping-3")
    void a_stop_without_savepoint_waits_for_nobody_longer_than_task_timeout() {
        var demo = Demo.running();
        demo.sim.cutUntil = demo.sim.now.plus(Duration.ofDays(1));
        demo.seconds(10);
        demo.sim.annotate(Simulation.CLUSTER, "STOP", Demo.WITHOUT_SAVEPOINT);
        demo.untilCluster(SupervisorStatus.Stopping);
        assertThat(demo.sim.clusterStatus().supervision().stopReason())
                .isEqualTo(StopReason.UserStop);
        demo.seconds(20);
        assertThat(demo.pods()).isNotEmpty();
        demo.seconds(40);
        assertThat(demo.pods()).isEmpty();
        assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Stopped);
    }

    @Test
    @Tag("K3.stopping-5")
    void a_task_manager_that_is_lost_during_a_stop_is_replaced_for_the_savepoint() {
        var demo = Demo.running();
        demo.sim.storage.fails = true;
        demo.editJobManager("other");
        demo.sim.until(() -> demo.job().supervision().stopTries() > 0);
        demo.sim.kube.taskManagers.clear();
        demo.seconds(10);
        assertThat(demo.sim.kube.taskManagers).hasSize(1);
        demo.sim.storage.fails = false;
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("K3.started-5")
    void a_task_manager_that_is_gone_is_replaced_and_the_job_goes_on() {
        var demo = Demo.running();
        demo.sim.kube.taskManagers.clear();
        demo.seconds(2);
        demo.untilRuns();
        assertThat(demo.sim.kube.taskManagers).hasSize(1);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("K3.started-4")
    @Tag("K3.started-7")
    void a_planned_restart_makes_each_task_manager_once() {
        var demo = Demo.running();
        var before = demo.sim.clusterStatus().supervision().revision();
        var seen = new HashSet<>(demo.sim.kube.taskManagers.keySet());
        demo.editJobManager("other");
        for (int i = 0; i < 120; i++) {
            demo.seconds(1);
            seen.addAll(demo.sim.kube.taskManagers.keySet());
        }
        assertThat(demo.job().attempt()).isEqualTo(2);
        assertThat(seen).as("the old one and the new one").hasSize(2);
        assertThat(demo.sim.clusterStatus().supervision().revision().taskManager())
                .isEqualTo(before.taskManager() + 1);
    }

    @Test
    @Tag("C1.4")
    void a_ready_job_manager_out_of_our_reach_is_stalled_and_left_alone() {
        var demo = Demo.running();
        var pods = demo.pods();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(300);
        demo.seconds(200);
        var stalled =
                Conditions.find(demo.sim.clusterStatus().conditions(), Conditions.STALLED)
                        .orElseThrow();
        assertThat(stalled.status()).isEqualTo("True");
        assertThat(stalled.reason()).isEqualTo("JobManagerUnreachable");
        assertThat(demo.pods()).isEqualTo(pods);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    void a_new_job_manager_is_not_out_of_reach_for_the_silence_of_the_one_before() {
        var demo = Demo.running();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(120);
        demo.seconds(20);
        demo.sim.kube.jobManagers.clear();
        demo.seconds(25);
        assertThat(demo.sim.kube.jobManagers).hasSize(1);
        assertThat(demo.clusterReason()).isNotEqualTo("JobManagerUnreachable");
        demo.seconds(40);
        assertThat(demo.clusterReason()).isEqualTo("JobManagerUnreachable");
    }
}
