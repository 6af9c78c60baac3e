package com.nextbreakpoint.flink.e2e.operator;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeploymentControllerTest {
    private static final String A_CLUSTER =
            """
            apiVersion: nextbreakpoint.com/v1
            kind: FlinkCluster
            metadata: {name: any}
            spec:
              runtime: {image: "flink:1"}
              jobManager: {serviceMode: ClusterIP}
              taskManager: {taskSlots: 1}
            """;

    private static final RestorePoint POINT =
            new RestorePoint(RestoreKind.Checkpoint, "s3://b/chk-7", 7L, null);

    private final Operating operating = Operating.open();

    @AfterAll
    void close() {
        operating.close();
    }

    @Test
    @Tag("D8.children")
    void a_deployment_gets_its_children() {
        operating.createDeployment("born");
        var deployment = operating.deployment("born").orElseThrow().meta();
        var cluster = operating.cluster("born").orElseThrow();
        var job = operating.job("born-a").orElseThrow();
        assertThat(deployment.finalizers()).contains(Names.OPERATOR_FINALIZER);
        assertThat(cluster.meta().ownerUid()).isEqualTo(deployment.uid());
        assertThat(job.meta().ownerUid()).isEqualTo(deployment.uid());
        assertThat(job.meta().labels()).containsEntry("jobName", "a");
        assertThat(operating.jobSpec("born-a").clusterName()).isEqualTo("born");
        var took = Duration.between(deployment.created(), job.meta().created());
        assertThat(took).isLessThanOrEqualTo(Duration.ofSeconds(2)); // Whole seconds both.
    }

    @Test
    void a_deployment_is_updated_when_all_children_are_ready_and_quiet_from_then_on()
            throws InterruptedException {
        createReady("quiet");
        var before = operating.deployment("quiet").orElseThrow();
        assertThat(before.status().resourceStatus()).isEqualTo(ResourceStatus.Updated);
        assertThat(before.status().digest().cluster().runtime()).hasSize(24);
        assertThat(before.status().digest().jobs()).hasSize(2);
        var versions = versions("quiet");
        // Nothing is to happen, so there is nothing to wait for but time.
        Thread.sleep(2000);
        assertThat(versions("quiet")).isEqualTo(versions);
    }

    @Test
    @Tag("D8.apply")
    void f26_f27_removed_fields_and_changes_of_cluster_and_jobs_arrive_together() {
        operating.createDeployment("edited");
        operating.patch(
                Kind.FlinkDeployment,
                "edited",
                """
                {"spec": {
                  "cluster": {"jobManager": {"priorityClassName": null}, "taskManager": {"taskSlots": 2}},
                  "jobs": [
                    {"name": "a", "spec": {"jobParallelism": 1,
                      "bootstrap": {"image": "j", "className": "Other", "jarPath": "/j.jar"},
                      "savepoint": {"savepointInterval": 60, "savepointTargetPath": "s3://b"},
                      "restart": {"restartPolicy": "Always"}}},
                    {"name": "c", "spec": {"jobParallelism": 1,
                      "bootstrap": {"image": "j", "className": "M", "jarPath": "/j.jar"},
                      "savepoint": {"savepointInterval": 60, "savepointTargetPath": "s3://b"},
                      "restart": {"restartPolicy": "Always"}}}]}}
                """);
        until(() -> operating.job("edited-c").isPresent(), "the new job is there");
        until(() -> operating.job("edited-b").isEmpty(), "the removed job is gone");
        var cluster = operating.clusterSpec("edited");
        assertThat(cluster.jobManager().priorityClassName()).isNull();
        assertThat(cluster.taskManager().taskSlots()).isEqualTo(2);
        assertThat(operating.jobSpec("edited-a").bootstrap().className()).isEqualTo("Other");
    }

    @Test
    @Tag("D8.scale")
    void what_belongs_to_scale_survives_an_edit_of_the_deployment() {
        operating.createDeployment("scaled");
        operating.patch(Kind.FlinkCluster, "scaled", "{\"spec\": {\"taskManagers\": 5}}");
        operating.patch(
                Kind.FlinkDeployment,
                "scaled",
                "{\"spec\": {\"cluster\": {\"taskManager\": {\"taskSlots\": 2}}}}");
        until(
                () -> operating.clusterSpec("scaled").taskManager().taskSlots() == 2,
                "the edit has arrived");
        assertThat(operating.clusterSpec("scaled").taskManagers()).isEqualTo(5);
    }

    @Test
    void an_edit_of_a_child_is_taken_back_but_an_addition_is_left_alone() {
        createReady("child");
        operating.patch(
                Kind.FlinkCluster,
                "child",
                "{\"spec\": {\"runtime\": {\"image\": \"x\"}, \"supervision\": {\"rescaleDelay\": 7}}}");
        until(() -> operating.clusterSpec("child").supervision() != null, "the addition is seen");
        until(() -> image("child").equals("flink:2.3"), "the image is as before");
        assertThat(operating.clusterSpec("child").supervision()).isNotNull();
        operating.clusterIsReady("child");
        until(() -> operating.reason("child").equals("AllReady"), "the deployment is ready");
    }

    @Test
    @Tag("D8.by-hand")
    void a_job_that_was_deleted_by_hand_comes_back_with_its_last_state() {
        createReady("lost");
        operating.supervise(Kind.FlinkJob, "lost-a");
        operating.jobIsReady("lost-a", POINT);
        var uid = operating.job("lost-a").orElseThrow().meta().uid();
        operating.delete(Kind.FlinkJob, "lost-a");
        operating.finish(Kind.FlinkJob, "lost-a");
        until(
                () ->
                        operating
                                .job("lost-a")
                                .filter(job -> !job.meta().uid().equals(uid))
                                .isPresent(),
                "the job is back");
        assertThat(operating.job("lost-a").orElseThrow().meta().annotations())
                .containsEntry(Names.REQUESTED_ACTION, "START")
                .containsEntry(Names.RESTORE_FROM, "s3://b/chk-7");
        assertThat(operating.deployment("lost").orElseThrow().status().jobs())
                .extracting(one -> one.restorePoint())
                .containsExactly(POINT);
    }

    @Test
    @Tag("D8.delete")
    void a_deletion_takes_away_the_jobs_first_then_the_cluster_then_the_deployment() {
        createReady("gone");
        operating.supervise(Kind.FlinkJob, "gone-a");
        operating.supervise(Kind.FlinkCluster, "gone");
        operating.delete(Kind.FlinkDeployment, "gone");
        until(() -> operating.job("gone-b").isEmpty(), "the unsupervised job is gone");
        assertThat(operating.job("gone-a").orElseThrow().meta().isDeleted()).isTrue();
        assertThat(operating.cluster("gone").orElseThrow().meta().isDeleted()).isFalse();
        operating.finish(Kind.FlinkJob, "gone-a");
        until(() -> operating.cluster("gone").orElseThrow().meta().isDeleted(), "its turn");
        assertThat(operating.deployment("gone")).isPresent();
        operating.finish(Kind.FlinkCluster, "gone");
        until(() -> operating.deployment("gone").isEmpty(), "the deployment is gone");
    }

    @Test
    void a_job_whose_deployment_went_without_it_can_be_deleted() {
        operating.createDeployment("orphan");
        operating.patch(Kind.FlinkJob, "orphan-a", "{\"metadata\": {\"ownerReferences\": null}}");
        operating.delete(Kind.FlinkDeployment, "orphan");
        until(() -> operating.deployment("orphan").isEmpty(), "the deployment is gone");
        operating.delete(Kind.FlinkJob, "orphan-a");
        until(() -> operating.job("orphan-a").isEmpty(), "the job is gone");
    }

    @Test
    @Tag("D8.foreign")
    void a_cluster_of_somebody_else_is_not_taken_over() {
        operating
                .playground()
                .create(
                        """
                        apiVersion: nextbreakpoint.com/v1
                        kind: FlinkCluster
                        metadata: {name: theirs}
                        spec:
                          runtime: {image: "flink:1"}
                          jobManager: {serviceMode: ClusterIP}
                          taskManager: {taskSlots: 1}
                        """);
        until(() -> operating.cluster("theirs").isPresent(), "their cluster is there");
        operating.playground().create(Operating.deployment("theirs", "1", List.of("a")));
        until(() -> operating.reason("theirs").equals("NotOurs"), "the deployment says so");
        assertThat(image("theirs")).isEqualTo("flink:1");
        assertThat(operating.job("theirs-a")).isEmpty();
        operating.delete(Kind.FlinkCluster, "theirs");
        until(() -> operating.job("theirs-a").isPresent(), "it goes on when the name is free");
    }

    @Test
    void a_refused_child_says_why_and_comes_when_it_may() {
        try (var refusing = Operating.open()) {
            var quotas =
                    refusing.playground()
                            .client()
                            .resourceQuotas()
                            .inNamespace(refusing.playground().namespace());
            var quota = quotas.resource(noClusters()).create();
            until(() -> refusing.playground().refuses(A_CLUSTER), "no cluster may be created");
            refusing.playground().create(Operating.deployment("late", "1", List.of("a")));
            until(() -> refusing.reason("late").equals("Refused"), "the deployment says so");
            // The API server's words depend on whether the quota has counted yet; both name it.
            assertThat(refusing.message("late")).contains("FlinkCluster late", "no-clusters");
            quotas.resource(quota).delete();
            var cured = Instant.now();
            until(() -> refusing.cluster("late").isPresent(), "the cluster is there");
            assertThat(Duration.between(cured, Instant.now())).isLessThan(Duration.ofSeconds(60));
        }
    }

    private static ResourceQuota noClusters() {
        return new ResourceQuotaBuilder()
                .withNewMetadata()
                .withName("no-clusters")
                .endMetadata()
                .withNewSpec()
                .addToHard("count/flinkclusters.nextbreakpoint.com", new Quantity("0"))
                .endSpec()
                .build();
    }

    private void createReady(String name) {
        operating.createDeployment(name);
        operating.clusterIsReady(name);
        operating.jobIsReady(name + "-a", null);
        operating.jobIsReady(name + "-b", null);
        until(() -> operating.reason(name).equals("AllReady"), "the deployment is ready");
    }

    private String versions(String name) {
        return operating.deployment(name).orElseThrow().meta().resourceVersion()
                + " "
                + operating.cluster(name).orElseThrow().meta().resourceVersion()
                + " "
                + operating.job(name + "-a").orElseThrow().meta().resourceVersion();
    }

    private String image(String cluster) {
        return operating.clusterSpec(cluster).runtime().image();
    }
}
