package com.nextbreakpoint.flink.core.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ObjectsTest {
    private static final FlinkClusterSpec SPEC =
            Specs.read(Specs.CLUSTER + "supervisor: {image: flinkctl:1}", FlinkClusterSpec.class);
    private static final Tuning TUNING = Tuning.of(SPEC, Tuning.DEFAULT);

    @Test
    void f17_every_object_is_owned_by_its_resource_and_goes_with_it() {
        var cluster = Specs.meta("demo");
        var objects =
                List.of(
                        jobManager(SPEC),
                        taskManager(SPEC),
                        JobManagerService.desired(cluster, SPEC),
                        SupervisorDeployment.desired(cluster, SPEC, TUNING));
        assertThat(objects)
                .allSatisfy(
                        object ->
                                assertThat(object.getMetadata().getOwnerReferences())
                                        .containsExactly(Owner.cluster(cluster).reference()));
        var job = Specs.meta("demo-job");
        assertThat(bootstrap(null).getMetadata().getOwnerReferences())
                .containsExactly(Owner.job(job).reference());
        assertThat(Owner.job(job).reference())
                .hasFieldOrPropertyWithValue("apiVersion", "nextbreakpoint.com/v1")
                .hasFieldOrPropertyWithValue("kind", "FlinkJob")
                .hasFieldOrPropertyWithValue("name", "demo-job")
                .hasFieldOrPropertyWithValue("uid", "uid-of-demo-job")
                .hasFieldOrPropertyWithValue("controller", true)
                .hasFieldOrPropertyWithValue("blockOwnerDeletion", true);
    }

    @Test
    void f01_the_users_annotations_reach_the_pods_beside_ours() {
        var yaml = Specs.CLUSTER.replace("taskSlots: 1", "taskSlots: 1, annotations: {a: b}");
        var pod = taskManager(Specs.read(yaml, FlinkClusterSpec.class));
        assertThat(pod.getMetadata().getAnnotations())
                .isEqualTo(Map.of("a", "b", Names.REVISION, "3"));
    }

    @Test
    void f44_a_job_manager_is_ready_when_it_answers_and_is_not_killed_for_being_slow() {
        var main = jobManager(SPEC).getSpec().getContainers().getFirst();
        assertThat(main.getReadinessProbe().getHttpGet().getPath()).isEqualTo("/overview");
        assertThat(seconds(main.getStartupProbe())).isGreaterThanOrEqualTo(300);
        assertThat(main.getLivenessProbe().getHttpGet()).isNull();
        assertThat(seconds(main.getLivenessProbe())).isGreaterThan(300);
    }

    @Test
    void the_users_variables_come_last_so_that_they_win() {
        var yaml =
                Specs.CLUSTER.replace(
                        "taskSlots: 1", "taskSlots: 3, environment: [{name: POD_NAME, value: x}]");
        var variables =
                taskManager(Specs.read(yaml, FlinkClusterSpec.class))
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv();
        assertThat(variables)
                .extracting(EnvVar::getName)
                .containsExactly(
                        "POD_NAME",
                        "POD_NAMESPACE",
                        "JOB_MANAGER_RPC_ADDRESS",
                        "TASK_MANAGER_NUMBER_OF_TASK_SLOTS",
                        "POD_NAME");
        assertThat(variables.get(2).getValue()).isEqualTo("jobmanager-demo");
        assertThat(variables.get(3).getValue()).isEqualTo("3");
    }

    @Test
    void a_usual_task_manager_is_known_to_flink_by_its_pods_name() {
        assertThat(taskManager(SPEC).getSpec().getContainers().getFirst().getArgs())
                .containsExactly(
                        "taskmanager",
                        "-Dtaskmanager.resource-id=$(POD_NAME)",
                        "-Dtaskmanager.rpc.port=6122",
                        "-Dtaskmanager.data.port=6121");
    }

    @Test
    @Tag("K3.stopping-6")
    void a_copy_of_a_task_manager_is_bound_to_no_node_and_has_no_past() {
        var made = taskManager(SPEC);
        var living =
                new PodBuilder(made)
                        .editMetadata()
                        .withUid("uid")
                        .withResourceVersion("7")
                        .endMetadata()
                        .editSpec()
                        .withNodeName("node")
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Running")
                        .endStatus()
                        .build();
        var copy = TaskManagerPod.copy(living, "taskmanager-demo-y");
        made.getMetadata().setName("taskmanager-demo-y");
        assertThat(copy).isEqualTo(made);
    }

    @Test
    void flink_pods_keep_away_from_each_other_unless_told_otherwise() {
        var terms =
                jobManager(SPEC)
                        .getSpec()
                        .getAffinity()
                        .getPodAntiAffinity()
                        .getPreferredDuringSchedulingIgnoredDuringExecution();
        assertThat(terms)
                .extracting(
                        term -> term.getWeight(),
                        term ->
                                term.getPodAffinityTerm()
                                        .getLabelSelector()
                                        .getMatchLabels()
                                        .get("role"))
                .containsExactly(Tuple.tuple(50, "jobmanager"), Tuple.tuple(100, "taskmanager"));
    }

    @Test
    void f42_service_accounts_are_those_of_the_manual() {
        var cluster = Specs.meta("demo");
        var supervisor = SupervisorDeployment.desired(cluster, SPEC, TUNING);
        assertThat(supervisor.getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo("flink-supervisor");
        assertThat(bootstrap(null).getSpec().getTemplate().getSpec().getServiceAccountName())
                .isEqualTo("flink-bootstrap");
        assertThat(jobManager(SPEC).getSpec().getServiceAccountName()).isEqualTo("default");
    }

    @Test
    void f29_a_bootstrap_job_runs_once_outlives_its_end_and_holds_no_token() {
        var spec = bootstrap(null).getSpec();
        var pod = spec.getTemplate().getSpec();
        assertThat(spec.getBackoffLimit()).isZero();
        assertThat(spec.getCompletions()).isEqualTo(1);
        assertThat(spec.getTtlSecondsAfterFinished()).isEqualTo(3600);
        assertThat(pod.getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    }

    @Test
    void a_bootstrap_job_carries_its_attempt_and_what_it_starts_from() {
        var job = bootstrap("s3://bucket/savepoint-1");
        assertThat(job.getMetadata().getName()).isEqualTo("bootstrap-demo-job");
        assertThat(job.getMetadata().getAnnotations()).containsEntry(Names.JOB_ID, "abc");
        assertThat(job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs())
                .containsExactly(
                        "bootstrap",
                        "run",
                        "--namespace=flink",
                        "--cluster-name=demo",
                        "--job-name=job",
                        "--job-id=abc",
                        "--parallelism=2",
                        "--jobmanager-process=/tmp/flink-web-1",
                        "--jar-path=/jobs.jar",
                        "--class-name=demo.Main",
                        "--savepoint-path=s3://bucket/savepoint-1");
    }

    @Test
    void a_supervisor_without_a_section_is_refused() {
        var cluster = Specs.meta("demo");
        var embedded = Specs.cluster();
        assertThat(catchThrowable(() -> SupervisorDeployment.desired(cluster, embedded, TUNING)))
                .hasMessage("the spec has no supervisor section");
    }

    @Test
    void a_service_is_current_whatever_kubernetes_and_others_add() {
        var desired = JobManagerService.desired(Specs.meta("demo"), SPEC);
        var live =
                new ServiceBuilder(desired)
                        .editMetadata()
                        .addToLabels("team", "blue")
                        .endMetadata()
                        .editSpec()
                        .withClusterIP("10.0.0.1")
                        .editFirstPort()
                        .withNodePort(30000)
                        .endPort()
                        .endSpec();
        assertThat(JobManagerService.isCurrent(live.build(), Specs.meta("demo"), SPEC)).isTrue();
    }

    @Test
    void a_service_is_not_current_when_something_of_ours_differs() {
        var desired = JobManagerService.desired(Specs.meta("demo"), SPEC);
        Stream.of(
                        edited(desired).editSpec().withType("NodePort").endSpec(),
                        edited(desired).editSpec().addToSelector("role", "x").endSpec(),
                        edited(desired).editSpec().withPublishNotReadyAddresses(false).endSpec(),
                        edited(desired).editSpec().withPublishNotReadyAddresses(null).endSpec(),
                        edited(desired).editSpec().editFirstPort().withPort(1).endPort().endSpec(),
                        edited(desired).editMetadata().removeFromLabels("owner").endMetadata(),
                        edited(desired).editMetadata().withLabels(null).endMetadata(),
                        edited(desired).editSpec().withSelector(null).endSpec())
                .forEach(
                        live ->
                                assertThat(
                                                JobManagerService.isCurrent(
                                                        live.build(), Specs.meta("demo"), SPEC))
                                        .isFalse());
    }

    private static ServiceBuilder edited(Service service) {
        return new ServiceBuilder(service);
    }

    private static int seconds(Probe probe) {
        return probe.getPeriodSeconds() * probe.getFailureThreshold();
    }

    private static Pod jobManager(FlinkClusterSpec spec) {
        return JobManagerPod.desired(Specs.meta("demo"), spec, 3, "jobmanager-demo-x", TUNING);
    }

    private static Pod taskManager(FlinkClusterSpec spec) {
        return TaskManagerPod.desired(Specs.meta("demo"), spec, 3, "taskmanager-demo-x", TUNING);
    }

    private static Job bootstrap(@Nullable String from) {
        var attempt = new BootstrapJob.Attempt("abc", 2, from, "/tmp/flink-web-1");
        return BootstrapJob.desired(Specs.meta("demo-job"), "demo", Specs.job(), attempt);
    }
}
