package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisionSpec;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Guards against the earlier generation's needless restarts, dead ends and second copies. */
@NullUnmarked
class RestartFaultsTest {
    @Test
    @Tag("C1.4")
    @Tag("K3.started-3")
    void f04_one_failed_probe_does_not_restart() {
        var demo = Demo.running();
        demo.seconds(300);
        var pods = demo.pods();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(2);
        for (int i = 0; i < 60; i++) {
            demo.seconds(1);
            assertThat(demo.sim.clusterStatus().clusterHealth()).isEqualTo("HEALTHY");
            assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Started);
        }
        assertThat(demo.pods()).isEqualTo(pods);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("C1.4")
    @Tag("K3.started-3")
    void nor_does_one_on_a_node_whose_kubelet_is_silent() {
        var demo = Demo.running();
        var pods = demo.pods();
        demo.jobManager().loseNode(demo.sim.now);
        demo.seconds(600);
        demo.sim.cutUntil = demo.sim.now.plusSeconds(2);
        demo.seconds(60);
        assertThat(demo.pods()).isEqualTo(pods);
        assertThat(demo.job().attempt()).isEqualTo(1);
        demo.jobManager().freeze(demo.sim.now.plusSeconds(300));
        demo.untilAttempt(2);
    }

    @Test
    @Tag("C1.4")
    @Tag("K3.started-3")
    void f04_a_job_manager_that_kubernetes_finds_ready_is_never_restarted_for_silence() {
        var demo = Demo.running();
        var pods = demo.pods();
        demo.sim.cutUntil = demo.sim.now.plusSeconds(300);
        demo.seconds(290);
        assertThat(demo.sim.clusterStatus().clusterHealth()).isEqualTo("UNHEALTHY");
        assertThat(demo.clusterPhase()).isEqualTo(SupervisorStatus.Started);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Started);
        demo.untilRuns();
        assertThat(demo.pods()).isEqualTo(pods);
        assertThat(demo.job().attempt()).isEqualTo(1);
    }

    @Test
    @Tag("C1.6")
    @Tag("K3.started-2")
    void a_job_manager_that_is_replaced_within_its_container_has_lost_its_jobs() {
        var demo = Demo.running();
        demo.checkpoint();
        var pod = demo.jobManager();
        pod.succeed(demo.sim.now, demo.sim.now.plusSeconds(5));
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(demo.jobManager()).isSameAs(pod);
    }

    @Test
    @Tag("C1.6")
    @Tag("K3.started-1")
    void f04b_a_job_manager_that_is_deleted_during_a_change_does_not_block_it() {
        var demo = Demo.running();
        demo.checkpoint();
        demo.sim.kube.jobManagers.clear();
        demo.editJobManager("other");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(demo.sim.clusterStatus().digest().jobManager()).isNotEmpty();
    }

    @Test
    @Tag("C1.6")
    @Tag("K3.stopping-2")
    void f04b_a_job_manager_that_never_answers_again_does_not_block_a_stop() {
        var demo = Demo.running();
        demo.checkpoint();
        demo.jobManager().freeze(demo.sim.now.plus(Duration.ofDays(1)));
        demo.requestOfCluster("STOP");
        demo.untilCluster(SupervisorStatus.Stopped);
        assertThat(demo.pods()).isEmpty();
        assertThat(demo.job().restorePoint().kind()).isEqualTo(RestoreKind.Checkpoint);

        demo.requestOfCluster("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
    }

    @Test
    @Tag("C1.7")
    void f09_a_malformed_job_and_a_wrong_request_stop_nobody_else() {
        var demo = Demo.runningTwo();
        var bad = demo.sim.objects.jobs.get(Demo.OTHER);
        demo.sim.objects.jobs.put(
                Demo.OTHER, new Resource<>(bad.meta(), null, "spec.x: wrong", bad.status()));
        demo.request("DANCE");
        demo.seconds(20);
        assertThat(Contract.ready(demo.sim.job(Demo.OTHER))).isEqualTo("Malformed");
        assertThat(demo.sim.running(Demo.OTHER).runs()).isTrue();
        assertThat(demo.runs(Demo.JOB)).isTrue();
        assertThat(demo.sim.objects.jobs.get(Demo.JOB).meta().annotations()).isEmpty();

        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        demo.sim.delete(Demo.OTHER);
        demo.sim.until(() -> !demo.sim.objects.jobs.containsKey(Demo.OTHER));
    }

    /** It was never adopted: nothing of it was noted in the status. */
    @Test
    @Tag("R6.1")
    @Tag("C1.1")
    void what_was_seen_of_a_job_that_turned_up_and_was_lost_is_restored() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.Never, spec));
        demo.checkpoint();
        var job = demo.sim.running(Demo.JOB);
        demo.sim.kube.flink.jobs.remove(job.id);
        demo.until(SupervisorStatus.Stopped);
        var noted = demo.job().restorePoint();
        demo.sim.kube.flink.jobs.put(job.id, job);
        demo.sim.kube.flink.checkpoint(demo.sim.now);
        demo.request("START");
        demo.seconds(1);
        assertThat(demo.job().restorePoint()).isEqualTo(noted);
        demo.sim.kube.jobManagers.clear();
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path())
                .isEqualTo(noted.path().replace("chk-1", "chk-2"));
    }

    /** Nobody could tell Flink to cancel it, and its TaskManager may not know yet. */
    @Test
    @Tag("K3.started-4")
    @Tag("C1.3")
    void a_job_deleted_in_silence_leaves_no_tasks_to_those_of_the_next_job_manager() {
        var demo = Demo.running();
        demo.sim.objects.edit(
                spec ->
                        spec.withTaskManagers(1)
                                .withSupervision(
                                        new SupervisionSpec(null, null, null, RescalePolicy.None)));
        demo.seconds(10);
        var taskManagers = List.copyOf(demo.sim.kube.taskManagers.keySet());
        demo.sim.cutUntil = demo.sim.now.plus(Duration.ofDays(1));
        demo.sim.delete(Demo.JOB);
        demo.sim.until(() -> demo.sim.objects.jobs.isEmpty());
        assertThat(demo.sim.kube.taskManagers).containsOnlyKeys(taskManagers);

        demo.sim.kube.jobManagers.clear();
        demo.sim.cutUntil = demo.sim.now;
        demo.seconds(30);
        demo.sim.objects.createJob(Demo.JOB, SupervisionTest.jobSpec(), demo.sim.now);
        demo.untilRuns();
        assertThat(demo.sim.kube.taskManagers)
                .doesNotContainKeys(taskManagers.toArray(String[]::new));
    }

    @Test
    @Tag("K3.started-10")
    void f12_a_job_that_somebody_submitted_by_hand_is_left_alone() {
        var demo = Demo.running();
        var byHand = new SimulatedJob("f".repeat(32), 9, "", demo.sim.storage);
        demo.sim.kube.flink.jobs.put(byHand.id, byHand);
        demo.seconds(60);
        demo.editArguments("--new");
        demo.untilAttempt(2);
        demo.seconds(60);
        assertThat(byHand.live()).isTrue();
    }

    @Test
    @Tag("K3.started-2")
    @Tag("J4.started-2")
    void f14_jobs_of_a_job_manager_that_was_restarted_in_place_are_not_called_running() {
        var demo = Demo.running();
        demo.checkpoint();
        var pod = demo.jobManager();
        pod.restart(demo.sim.now.plusSeconds(3));
        demo.sim.until(() -> demo.phase() != SupervisorStatus.Started);
        demo.untilAttempt(2);
        assertThat(demo.jobManager()).isSameAs(pod);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(demo.sim.clusterStatus().clusterHealth()).isEqualTo("HEALTHY");
    }

    @Test
    @Tag("J4.terminated-1")
    @Tag("K3.terminated-1")
    void f15_a_job_can_be_deleted_when_its_cluster_is_gone() {
        var demo = Demo.running();
        demo.sim.delete(Simulation.CLUSTER);
        demo.sim.until(() -> demo.sim.objects.cluster == null);
        demo.seconds(10);
        assertThat(demo.sim.objects.jobs).containsKey(Demo.JOB);
        demo.sim.delete(Demo.JOB);
        demo.sim.until(() -> demo.sim.objects.jobs.isEmpty());
        assertThat(demo.pods()).isEmpty();
    }

    /** The Job vanishes at any moment of its life. */
    @Test
    @Tag("J4.starting-4")
    @Tag("C1.3")
    void f29_a_bootstrap_that_vanishes_leads_to_no_second_copy() {
        for (int second = 0; second < 5; second++) {
            var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
            demo.sim.until(() -> !demo.sim.kube.bootstraps.isEmpty());
            demo.seconds(second);
            demo.sim.kube.bootstraps.clear();
            demo.untilRuns();
            demo.seconds(30);
            assertThat(demo.copies(Demo.JOB)).hasSize(1);
            assertThat(demo.job().attempt()).isEqualTo(1);
        }
    }

    @Test
    @Tag("J4.id-1")
    @Tag("J4.id-2")
    void f30_a_submission_that_was_not_noticed_is_repeated_under_the_same_id() {
        var demo = Demo.created(Map.of(Demo.JOB, SupervisionTest.jobSpec()));
        demo.sim.until(() -> !demo.sim.kube.bootstraps.isEmpty());
        var id = demo.job().jobId();
        demo.sim.kube.bootstraps.values().forEach(SimulatedBootstrap::kill);
        demo.untilRuns();
        assertThat(demo.job().jobId()).isEqualTo(id);
        assertThat(demo.copies(Demo.JOB)).extracting(job -> job.id).containsExactly(id);
    }

    @Test
    @Tag("J4.stopped-planned")
    void f35_a_job_that_never_restarts_comes_back_after_our_own_restart() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.Never, spec));
        demo.editJobManager("other");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    @Tag("J4.stopped-planned")
    @Tag("K3.started-3")
    void f35_a_job_that_never_restarts_comes_back_after_a_restart_for_silence() {
        var demo = Demo.running(spec -> Demo.with(RestartPolicy.Never, spec));
        demo.checkpoint();
        var before = demo.pods();
        demo.jobManager().freeze(demo.sim.now.plus(Duration.ofDays(1)));
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(demo.pods()).doesNotContainAnyElementsOf(before);
    }
}
