package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.BootstrapSpec;
import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The main paths in a closed loop; the count of a job's records is its state. */
@NullUnmarked
class SupervisionTest {
    private static final String JOB = "demo-average";
    private static final FlinkClusterSpec CLUSTER_SPEC =
            Specs.read(
                    FlinkClusterSpec.class,
                    """
                    {"runtime":{"image":"apache/flink:2.3.0"},"jobManager":{"serviceMode":"ClusterIP"},
                     "taskManager":{"taskSlots":1},"supervision":{"rescaleDelay":5,"taskTimeout":30}}
                    """);
    private static final FlinkJobSpec JOB_SPEC =
            Specs.read(
                    FlinkJobSpec.class,
                    """
                    {"jobParallelism":1,"bootstrap":{"image":"demo/jobs","className":"a.B","jarPath":"/a.jar"},
                     "savepoint":{"savepointInterval":0,"savepointTargetPath":"s3://savepoints"},
                     "restart":{"restartPolicy":"Always","restartDelay":1,"restartTimeout":60}}
                    """);
    private final Simulation sim = new Simulation();

    static FlinkClusterSpec clusterSpec() {
        return CLUSTER_SPEC;
    }

    static FlinkJobSpec jobSpec() {
        return JOB_SPEC;
    }

    @BeforeEach
    void the_job_runs() {
        sim.create(clusterSpec(), Map.of(JOB, jobSpec()));
        sim.until(this::runs);
    }

    private boolean runs() {
        return sim.job(JOB).supervisorStatus() == SupervisorStatus.Started
                && Conditions.isTrue(sim.job(JOB).conditions(), Conditions.READY);
    }

    private boolean isIn(SupervisorStatus phase) {
        return sim.job(JOB).supervisorStatus() == phase;
    }

    @Test
    @Tag("C1.8")
    void nothing_is_written_in_a_steady_state() {
        for (int i = 0; i < 10; i++) sim.tick();
        var before = sim.writes;
        for (int i = 0; i < 100; i++) sim.tick();
        assertThat(sim.writes).isEqualTo(before);
        assertThat(sim.running(JOB).counter).isGreaterThan(100);
    }

    @Test
    @Tag("C1.1")
    void a_stop_takes_a_savepoint_and_a_start_continues_from_it() {
        sim.annotate(JOB, "STOP", Map.of());
        sim.until(() -> isIn(SupervisorStatus.Stopped));
        var path = sim.job(JOB).savepointPath();
        var counter = sim.storage.counter(path);
        for (int i = 0; i < 50; i++) sim.tick();
        assertThat(isIn(SupervisorStatus.Stopped)).isTrue();
        assertThat(sim.job(JOB).supervision().endedBy()).isEqualTo(EndedBy.UserStop);
        sim.annotate(JOB, "START", Map.of());
        sim.until(this::runs);
        assertThat(sim.job(JOB).restoredFrom().path()).isEqualTo(path);
        assertThat(sim.running(JOB).counter).isGreaterThanOrEqualTo(counter);
        assertThat(sim.job(JOB).attempt()).isEqualTo(2);
    }

    @Test
    void a_changed_argument_restarts_the_job_through_a_savepoint() {
        sim.objects.edit(JOB, spec -> spec.withBootstrap(with(spec.bootstrap(), List.of("--new"))));
        sim.until(() -> sim.job(JOB).attempt() == 2 && runs());
        assertThat(sim.job(JOB).restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
        assertThat(sim.storage.savepoints).isEqualTo(1);
    }

    private static BootstrapSpec with(BootstrapSpec spec, List<String> arguments) {
        return spec.withArguments(arguments);
    }

    @Test
    void more_parallelism_brings_task_managers_and_restarts_the_job() {
        sim.objects.edit(JOB, spec -> spec.withJobParallelism(3));
        sim.until(() -> sim.job(JOB).jobParallelism() == 3 && runs());
        assertThat(sim.kube.taskManagers).hasSize(3);
        sim.objects.edit(JOB, spec -> spec.withJobParallelism(1));
        sim.until(() -> sim.kube.taskManagers.size() == 1 && runs());
        assertThat(sim.job(JOB).jobParallelism()).isEqualTo(1);
    }

    @Test
    void parallelism_zero_suspends_and_resumes() {
        sim.objects.edit(JOB, spec -> spec.withJobParallelism(0));
        sim.until(() -> isIn(SupervisorStatus.Stopped));
        assertThat(sim.job(JOB).supervision().endedBy()).isEqualTo(EndedBy.Suspended);
        sim.objects.edit(JOB, spec -> spec.withJobParallelism(1));
        sim.until(this::runs);
        assertThat(sim.job(JOB).restoredFrom()).isNotNull();
    }

    @Test
    @Tag("C1.1")
    void a_lost_job_manager_is_replaced_and_the_job_resumes_from_its_checkpoint() {
        for (int i = 0; i < 70; i++) sim.tick();
        sim.kube.flink.checkpoint(sim.now);
        for (int i = 0; i < 70; i++) sim.tick();
        var before = sim.kube.taskManagers.keySet().iterator().next();
        sim.kube.jobManagers.clear();
        sim.until(() -> sim.job(JOB).attempt() == 2 && runs());
        assertThat(sim.job(JOB).restoredFrom().kind()).isEqualTo(RestoreKind.Checkpoint);
        assertThat(sim.kube.taskManagers).hasSize(1).doesNotContainKey(before);
    }

    @Test
    void a_savepoint_is_triggered_on_request_and_can_be_forgotten() {
        sim.annotate(JOB, "TRIGGER_SAVEPOINT", Map.of());
        sim.until(() -> !sim.job(JOB).savepointPath().isEmpty());
        assertThat(sim.job(JOB).savepointTriggerId()).isEmpty();
        sim.annotate(JOB, "FORGET_SAVEPOINT", Map.of());
        sim.until(() -> sim.job(JOB).savepointPath().isEmpty());
        assertThat(sim.job(JOB).savepoints()).hasSize(1);
    }

    @Test
    void a_stop_whose_savepoint_fails_leaves_the_job_running() {
        sim.storage.fails = true;
        sim.annotate(JOB, "STOP", Map.of());
        sim.until(() -> sim.job(JOB).supervision().stopTries() == 3);
        assertThat(sim.running(JOB).live()).isTrue();
        assertThat(Conditions.isTrue(sim.job(JOB).conditions(), Conditions.STALLED)).isTrue();
        sim.storage.fails = false;
        sim.until(() -> isIn(SupervisorStatus.Stopped));
        assertThat(sim.job(JOB).savepointPath()).isNotEmpty();
    }

    @Test
    void a_cluster_stops_with_all_its_jobs_and_starts_again() {
        sim.annotate(Simulation.CLUSTER, "STOP", Map.of());
        sim.until(() -> sim.clusterStatus().supervisorStatus() == SupervisorStatus.Stopped);
        assertThat(sim.kube.jobManagers).isEmpty();
        assertThat(sim.kube.taskManagers).isEmpty();
        assertThat(sim.kube.service).isNull();
        sim.annotate(Simulation.CLUSTER, "START", Map.of());
        sim.until(this::runs);
        assertThat(sim.job(JOB).restoredFrom().kind()).isEqualTo(RestoreKind.Savepoint);
    }

    @Test
    void a_deleted_job_and_a_deleted_cluster_end() {
        sim.delete(JOB);
        sim.delete(Simulation.CLUSTER);
        sim.until(() -> sim.objects.jobs.isEmpty() && sim.objects.cluster == null);
        assertThat(sim.kube.jobManagers).isEmpty();
        assertThat(sim.kube.service).isNull();
    }
}
