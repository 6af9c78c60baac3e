package com.nextbreakpoint.flink.e2e.operator;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.NonNamespaceOperation;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** No supervisor runs here: nobody schedules its pod, and the test says that it is ready. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HostControllerTest {
    private final Operating operating = Operating.open();

    @AfterAll
    void close() {
        operating.close();
    }

    @Test
    @Tag("H9.host")
    void a_cluster_is_handed_to_its_supervisor_and_back() {
        create("handed");
        until(() -> deployment("handed").isPresent(), "the deployment is there");
        assertThat(Metas.ownerUid(deployment("handed").orElseThrow()))
                .isEqualTo(operating.cluster("handed").orElseThrow().meta().uid());
        assertThat(host("handed")).isNull();
        createReadyPod("handed");
        until(() -> host("handed") == SupervisedBy.Dedicated, "the supervisor has it");

        operating.patch(Kind.FlinkCluster, "handed", "{\"spec\": {\"supervisor\": null}}");
        until(() -> deployment("handed").isEmpty(), "the deployment is gone");
        assertThat(host("handed")).isEqualTo(SupervisedBy.Dedicated);
        pods().withName("supervisor-of-handed").delete();
        until(() -> host("handed") == SupervisedBy.Operator, "the operator has it");
    }

    @Test
    @Tag("H9.rolls")
    void a_change_of_the_supervisor_rolls_its_deployment() {
        create("rolled");
        until(() -> deployment("rolled").isPresent(), "the deployment is there");
        operating.patch(
                Kind.FlinkCluster, "rolled", "{\"spec\": {\"supervisor\": {\"image\": \"x:2\"}}}");
        until(
                () -> deployment("rolled").filter(one -> image(one).equals("x:2")).isPresent(),
                "the deployment follows");
    }

    @Test
    void a_deployment_that_somebody_deletes_comes_back() {
        create("deleted");
        until(() -> deployment("deleted").isPresent(), "the deployment is there");
        var uid = deployment("deleted").orElseThrow().getMetadata().getUid();
        operating
                .playground()
                .client()
                .apps()
                .deployments()
                .inNamespace(operating.playground().namespace())
                .withName("supervisor-deleted")
                .delete();
        until(
                () ->
                        deployment("deleted")
                                .filter(one -> !one.getMetadata().getUid().equals(uid))
                                .isPresent(),
                "another one is there");
    }

    @Test
    @Tag("H9.abandoned")
    void the_operator_deletes_what_a_lost_supervisor_cannot() {
        create("broken");
        until(() -> deployment("broken").isPresent(), "the deployment is there");
        createReadyPod("broken");
        until(() -> host("broken") == SupervisedBy.Dedicated, "the supervisor has it");
        operating.supervise(Kind.FlinkCluster, "broken");
        pods().withName("supervisor-of-broken").delete();
        operating.delete(Kind.FlinkCluster, "broken");
        until(() -> host("broken") == SupervisedBy.Operator, "the operator takes over");
        operating.finish(Kind.FlinkCluster, "broken");
        until(() -> operating.cluster("broken").isEmpty(), "the cluster is gone");
    }

    private void create(String name) {
        operating
                .playground()
                .create(
                        """
                        apiVersion: nextbreakpoint.com/v1
                        kind: FlinkCluster
                        metadata: {name: %s}
                        spec:
                          runtime: {image: "flink:1"}
                          jobManager: {serviceMode: ClusterIP}
                          taskManager: {taskSlots: 1}
                          supervisor: {image: "x:1", replicas: 0, taskTimeout: 2}
                        """
                                .formatted(name));
    }

    private void createReadyPod(String cluster) {
        var pod = pods().resource(pod(cluster)).create();
        pods().resource(
                        new PodBuilder(pod)
                                .editStatus()
                                .addNewCondition()
                                .withType("Ready")
                                .withStatus("True")
                                .withLastTransitionTime(pod.getMetadata().getCreationTimestamp())
                                .endCondition()
                                .endStatus()
                                .build())
                .updateStatus();
    }

    private static Pod pod(String cluster) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("supervisor-of-" + cluster)
                .withLabels(Labels.role(cluster, Labels.SUPERVISOR))
                .endMetadata()
                .withNewSpec()
                .withSchedulerName("none")
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("supervisor")
                .withImage("x:1")
                .endContainer()
                .endSpec()
                .build();
    }

    private NonNamespaceOperation<Pod, PodList, PodResource> pods() {
        return operating
                .playground()
                .client()
                .pods()
                .inNamespace(operating.playground().namespace());
    }

    private Optional<Deployment> deployment(String cluster) {
        return operating.playground().stores().supervisors().get("supervisor-" + cluster);
    }

    private static String image(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    }

    private @Nullable SupervisedBy host(String cluster) {
        return operating
                .cluster(cluster)
                .map(one -> one.status().supervision().supervisedBy())
                .orElse(null);
    }
}
