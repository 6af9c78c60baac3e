package com.nextbreakpoint.flink.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.ClusterSupervision;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Refusals.Refusal;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.desired.SupervisorDeployment;
import com.nextbreakpoint.flink.core.host.HostObserved.SupervisorPod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HostMachineTest {
    private static final Instant NOW = Specs.CREATED.plusSeconds(10_000);
    private static final FlinkClusterSpec EMBEDDED = Specs.cluster();
    private static final FlinkClusterSpec DEDICATED =
            Specs.read(
                    Specs.CLUSTER + "supervisor: {image: flinkctl:1, taskTimeout: 100}",
                    FlinkClusterSpec.class);
    private static final Deployment DEPLOYMENT =
            SupervisorDeployment.desired(
                    Specs.meta("demo"), DEDICATED, Tuning.of(DEDICATED, Tuning.DEFAULT));
    private static final List<SupervisorPod> NONE = List.of();
    private static final List<SupervisorPod> READY = List.of(pod(true, 5000));

    @Test
    void a_wanted_deployment_is_applied() {
        var step = step(DEDICATED, SupervisedBy.Operator, null, NONE, null);
        assertThat(step.actions()).containsExactly(new Action.ApplyDeployment(DEPLOYMENT));
    }

    @Test
    @Tag("H9.rolls")
    void a_changed_deployment_is_applied_and_flink_is_not_touched() {
        var changed = new DeploymentBuilder(DEPLOYMENT).editMetadata().withAnnotations(null);
        var live = changed.endMetadata().build();
        var step = step(DEDICATED, SupervisedBy.Dedicated, live, READY, null);
        assertThat(step.actions()).containsExactly(new Action.ApplyDeployment(DEPLOYMENT));
        assertThat(step.status().supervision().supervisedBy()).isEqualTo(SupervisedBy.Dedicated);
    }

    @Test
    void what_kubernetes_and_others_add_to_the_deployment_is_left_alone() {
        var live =
                new DeploymentBuilder(DEPLOYMENT)
                        .editSpec()
                        .withRevisionHistoryLimit(10)
                        .withReplicas(3)
                        .endSpec()
                        .build();
        var step = step(DEDICATED, SupervisedBy.Dedicated, live, READY, null);
        assertThat(step.actions()).isEmpty();
        assertThat(step.notices()).isEmpty();
    }

    @Test
    void the_digest_does_not_depend_on_the_order_of_keys() {
        var one = supervisor("{limits: {cpu: 1, memory: 1Gi}}");
        var other = supervisor("{limits: {memory: 1Gi, cpu: 1}}");
        assertThat(one.getMetadata().getAnnotations())
                .isEqualTo(other.getMetadata().getAnnotations())
                .isNotEqualTo(DEPLOYMENT.getMetadata().getAnnotations());
    }

    @Test
    void a_ready_supervisor_gets_the_cluster() {
        var step = step(DEDICATED, SupervisedBy.Operator, DEPLOYMENT, READY, null);
        assertThat(step.status().supervision().supervisedBy()).isEqualTo(SupervisedBy.Dedicated);
        assertThat(step.notices()).hasSize(1);
    }

    @Test
    void a_supervisor_that_is_not_ready_does_not_get_it() {
        var waiting = List.of(pod(false, 0));
        assertStays(step(DEDICATED, SupervisedBy.Operator, DEPLOYMENT, waiting, null));
    }

    @Test
    void a_cluster_that_says_nothing_about_its_host_is_the_operators() {
        var step = step(EMBEDDED, null, null, NONE, null);
        assertStays(step);
        assertThat(step.status().supervision().supervisedBy()).isNull();
    }

    @Test
    void an_unwanted_deployment_is_deleted_and_the_cluster_returns_when_its_pods_are_gone() {
        var first = step(EMBEDDED, SupervisedBy.Dedicated, DEPLOYMENT, READY, null);
        assertThat(first.actions()).containsExactly(new Action.DeleteDeployment("supervisor-demo"));
        assertStays(step(EMBEDDED, SupervisedBy.Dedicated, null, List.of(pod(false, 1)), null));
        var last = step(EMBEDDED, SupervisedBy.Dedicated, null, NONE, null);
        assertThat(last.status().supervision().supervisedBy()).isEqualTo(SupervisedBy.Operator);
    }

    @Test
    void f05_a_deployment_of_another_owner_is_left_alone() {
        var foreign =
                new DeploymentBuilder(DEPLOYMENT)
                        .editMetadata()
                        .editFirstOwnerReference()
                        .withUid("other")
                        .endOwnerReference()
                        .endMetadata()
                        .build();
        assertStays(step(DEDICATED, SupervisedBy.Operator, foreign, READY, null));
        assertStays(step(EMBEDDED, SupervisedBy.Operator, foreign, READY, null));
    }

    @Test
    void a_refused_deployment_is_tried_again_after_a_while() {
        var key = new Action.ApplyDeployment(DEPLOYMENT).key();
        var refusal = new Refusal("no", NOW, NOW.minusMillis(999), 1);
        var refusals = new Refusals(Map.of(key, refusal), Set.of());
        var cluster = cluster(DEDICATED, SupervisedBy.Operator, null);
        var observed = new HostObserved(cluster, null, NONE, null, refusals, Tuning.DEFAULT);
        assertThat(HostMachine.step(observed, NOW).actions()).isEmpty();
        assertThat(HostMachine.step(observed, NOW.plusMillis(1)).actions()).hasSize(1);
    }

    @Test
    @Tag("H9.abandoned")
    void a_deletion_waits_until_its_supervisor_was_not_ready_for_task_timeout() {
        var soon = List.of(pod(false, 99));
        var late = step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, soon, 5000);
        assertStays(late);
        assertThat(late.recheck()).isEqualTo(Duration.ofSeconds(1));
        var now = List.of(pod(false, 5000), pod(false, 100));
        assertTakenOver(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, now, 1));
    }

    @Test
    void without_a_pod_the_wait_begins_with_the_deletion() {
        assertStays(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, NONE, 99));
        assertTakenOver(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, NONE, 100));
    }

    @Test
    void while_nothing_is_deleted_nothing_is_taken_over() {
        var broken = List.of(pod(false, 5000));
        assertStays(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, broken, null));
    }

    @Test
    void a_ready_supervisor_deletes_for_itself_however_long_it_takes() {
        assertStays(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, READY, 5000));
    }

    @Test
    void a_time_in_the_future_counts_as_now() {
        assertStays(step(DEDICATED, SupervisedBy.Dedicated, DEPLOYMENT, NONE, -5000));
    }

    @Test
    void a_cluster_that_goes_and_whose_supervisor_is_gone_is_taken_over_at_once() {
        var cluster = cluster(DEDICATED, SupervisedBy.Dedicated, NOW);
        var observed = new HostObserved(cluster, null, NONE, NOW, Refusals.NONE, Tuning.DEFAULT);
        assertTakenOver(HostMachine.step(observed, NOW));
    }

    @Test
    void a_cluster_that_cannot_be_read_can_be_deleted_all_the_same() {
        var cluster = cluster(null, SupervisedBy.Dedicated, NOW.minusSeconds(300));
        var observed =
                new HostObserved(
                        cluster,
                        DEPLOYMENT,
                        List.of(pod(false, 300)),
                        NOW.minusSeconds(300),
                        Refusals.NONE,
                        Tuning.DEFAULT);
        assertTakenOver(HostMachine.step(observed, NOW));
    }

    private static void assertStays(Step<FlinkClusterStatus> step) {
        assertThat(step.actions()).isEmpty();
        assertThat(step.notices()).isEmpty();
    }

    private static void assertTakenOver(Step<FlinkClusterStatus> step) {
        assertThat(step.status().supervision().supervisedBy()).isEqualTo(SupervisedBy.Operator);
        assertThat(step.notices())
                .extracting(Step.Notice::reason)
                .containsExactly("SupervisorTakenOver");
    }

    private static Deployment supervisor(String resources) {
        var yaml = Specs.CLUSTER + "supervisor: {image: flinkctl:1, resources: " + resources + "}";
        var spec = Specs.read(yaml, FlinkClusterSpec.class);
        return SupervisorDeployment.desired(
                Specs.meta("demo"), spec, Tuning.of(spec, Tuning.DEFAULT));
    }

    private static SupervisorPod pod(boolean ready, int secondsAgo) {
        return new SupervisorPod(ready, NOW.minusSeconds(secondsAgo));
    }

    /**
     * @param deleted how many seconds ago the deletion of a job was asked for
     */
    private static Step<FlinkClusterStatus> step(
            FlinkClusterSpec spec,
            @Nullable SupervisedBy host,
            @Nullable Deployment deployment,
            List<SupervisorPod> pods,
            @Nullable Integer deleted) {
        var since = deleted == null ? null : NOW.minusSeconds(deleted);
        return HostMachine.step(
                new HostObserved(
                        cluster(spec, host, null),
                        deployment,
                        pods,
                        since,
                        Refusals.NONE,
                        Tuning.of(spec, Tuning.DEFAULT)),
                NOW);
    }

    private static Resource<FlinkClusterSpec, FlinkClusterStatus> cluster(
            @Nullable FlinkClusterSpec spec,
            @Nullable SupervisedBy host,
            @Nullable Instant deleted) {
        var meta = Specs.meta("demo");
        return new Resource<>(
                new Meta(
                        meta.namespace(),
                        meta.name(),
                        meta.uid(),
                        1,
                        "1",
                        meta.created(),
                        deleted,
                        "",
                        Set.of(),
                        Map.of(),
                        Map.of()),
                spec,
                "",
                FlinkClusterStatus.NONE.withSupervision(
                        ClusterSupervision.NONE.withSupervisedBy(host)));
    }
}
