package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The actions on users' resources. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceHandsTest {
    private static final String FINALIZER = Names.SUPERVISOR_FINALIZER;

    private final Playground playground = Playground.open();

    @AfterAll
    void close() {
        playground.close();
    }

    @Test
    void finalizers_come_and_go_beside_those_of_others() {
        cluster("held");
        perform(new Action.AddFinalizer(Kind.FlinkCluster, "held", "example.com/other"));
        assertThat(perform(new Action.AddFinalizer(Kind.FlinkCluster, "held", FINALIZER)))
                .isEqualTo(Outcome.DONE);
        assertThat(read("held").meta().finalizers())
                .containsExactlyInAnyOrder("example.com/other", FINALIZER);
        perform(new Action.RemoveFinalizer(Kind.FlinkCluster, "held", "example.com/other"));
        assertThat(read("held").meta().finalizers()).containsExactly(FINALIZER);
        perform(new Action.DeleteResource(Kind.FlinkCluster, "held", read("held").meta().uid()));
        assertThat(read("held").meta().isDeleted()).isTrue();
        perform(new Action.RemoveFinalizer(Kind.FlinkCluster, "held", FINALIZER));
        until(() -> playground.stores().clusters().get("held").isEmpty(), "it is gone");
        assertThat(perform(new Action.RemoveFinalizer(Kind.FlinkCluster, "held", FINALIZER)))
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void a_finalizer_is_added_though_the_object_changed_since() {
        cluster("busy");
        for (int i = 0; i < 20; i++) {
            annotate("busy", "round", "" + i);
            var finalizer = "example.com/number-" + i;
            assertThat(perform(new Action.AddFinalizer(Kind.FlinkCluster, "busy", finalizer)))
                    .isEqualTo(Outcome.DONE);
        }
        assertThat(read("busy").meta().finalizers()).hasSize(20);
        for (int i = 0; i < 20; i++) {
            perform(
                    new Action.RemoveFinalizer(
                            Kind.FlinkCluster, "busy", "example.com/number-" + i));
        }
        assertThat(read("busy").meta().finalizers()).isEmpty();
    }

    @Test
    void a_request_is_reset_with_what_belongs_to_it() {
        cluster("asked");
        annotate("asked", Names.REQUESTED_ACTION, "STOP");
        annotate("asked", Names.WITHOUT_SAVEPOINT, "true");
        var version = live("asked").meta().resourceVersion();
        assertThat(perform(new Action.ResetRequest(Kind.FlinkCluster, "asked", version)))
                .isEqualTo(Outcome.DONE);
        assertThat(read("asked").meta().annotations())
                .containsEntry(Names.REQUESTED_ACTION, "NONE")
                .doesNotContainKey(Names.WITHOUT_SAVEPOINT);
    }

    @Test
    void a_newer_request_is_not_reset() {
        cluster("again");
        annotate("again", Names.REQUESTED_ACTION, "STOP");
        var version = live("again").meta().resourceVersion();
        annotate("again", Names.REQUESTED_ACTION, "START");
        assertThat(perform(new Action.ResetRequest(Kind.FlinkCluster, "again", version)))
                .isInstanceOf(Outcome.Failed.class);
        assertThat(live("again").meta().annotations())
                .containsEntry(Names.REQUESTED_ACTION, "START");
    }

    @Test
    void labels_are_added_beside_those_of_users() {
        cluster("labelled");
        perform(labelled("a", "1"));
        perform(labelled("b", "2"));
        assertThat(read("labelled").meta().labels())
                .containsEntry("a", "1")
                .containsEntry("b", "2");
    }

    private static Action labelled(String label, String value) {
        return new Action.AddFinalizer(
                Kind.FlinkCluster, "labelled", FINALIZER, Map.of(label, value));
    }

    @Test
    void the_scale_is_written_and_read_at_once() {
        cluster("scaled");
        assertThat(perform(new Action.Scale(Kind.FlinkCluster, "scaled", 7)))
                .isEqualTo(Outcome.DONE);
        assertThat(spec("scaled").taskManagers()).isEqualTo(7);
        assertThat(perform(new Action.Scale(Kind.FlinkCluster, "not-there", 7)))
                .isEqualTo(Outcome.DONE);
    }

    @Test
    void a_child_follows_its_deployment_and_loses_what_that_leaves_out() {
        var owner = deployment("parent");
        var wish = spec("model-of-parent", "environment: [{name: A, value: \"1\"}]");
        assertThat(perform(apply("parent", owner, wish, null))).isEqualTo(Outcome.DONE);
        var child = read("parent");
        assertThat(child.meta().ownerUid()).isEqualTo(owner.uid());
        assertThat(child.meta().labels()).containsEntry(Labels.OWNER, Labels.OWNER_VALUE);
        perform(new Action.AddFinalizer(Kind.FlinkCluster, "parent", FINALIZER));
        var less = spec("less-of-parent", "");
        var version = read("parent").meta().resourceVersion();
        assertThat(perform(apply("parent", owner, less, version))).isEqualTo(Outcome.DONE);
        assertThat(spec("parent").jobManager().environment()).isEmpty();
        assertThat(read("parent").meta().finalizers()).containsExactly(FINALIZER);
        assertThat(perform(apply("parent", owner, less, version)))
                .isInstanceOf(Outcome.Failed.class);
        perform(new Action.RemoveFinalizer(Kind.FlinkCluster, "parent", FINALIZER));
    }

    @Test
    void a_child_of_somebody_else_is_not_taken_over() {
        cluster("foreign");
        var before = live("foreign");
        var outcome = perform(apply("foreign", deployment("foreign"), spec("foreign"), null));
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        assertThat(live("foreign")).isEqualTo(before);
    }

    @Test
    void a_request_that_came_with_the_creation_survives_the_next_apply() {
        var owner = deployment("asking");
        playground.createJob("model-of-asking");
        var spec =
                Objects.requireNonNull(
                        playground.stores().jobs().live("model-of-asking").orElseThrow().spec());
        perform(applyJob(owner, spec, Map.of(Names.REQUESTED_ACTION, "START"), null));
        var version =
                playground.stores().jobs().get("asking-job").orElseThrow().meta().resourceVersion();
        assertThat(perform(applyJob(owner, spec, Map.of(), version))).isEqualTo(Outcome.DONE);
        var child = playground.stores().jobs().get("asking-job").orElseThrow();
        assertThat(child.meta().annotations()).containsEntry(Names.REQUESTED_ACTION, "START");
    }

    private Outcome perform(Action action) {
        return playground.hands().perform(action);
    }

    private void cluster(String name) {
        playground.createCluster(name);
        until(() -> playground.stores().clusters().get(name).isPresent(), name + " is seen");
    }

    private Meta deployment(String name) {
        var created =
                playground.create(
                        """
                        apiVersion: nextbreakpoint.com/v1
                        kind: FlinkDeployment
                        metadata: {name: %s}
                        spec:
                          cluster:
                            runtime: {image: "flink:2.3"}
                            jobManager: {serviceMode: ClusterIP}
                            taskManager: {taskSlots: 1}
                        """
                                .formatted(name));
        return Metas.of(created);
    }

    private static Action apply(
            String name, Meta owner, FlinkClusterSpec spec, @Nullable String version) {
        return new Action.ApplyCluster(name, owner, Labels.cluster(name), spec, version);
    }

    private static Action applyJob(
            Meta owner,
            FlinkJobSpec spec,
            Map<String, String> annotations,
            @Nullable String version) {
        return new Action.ApplyFlinkJob(
                "asking-job", owner, Labels.job("asking", "job"), annotations, spec, version);
    }

    private FlinkClusterSpec spec(String model, String jobManager) {
        playground.create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkCluster
                metadata: {name: %s}
                spec:
                  runtime: {image: "flink:2.3"}
                  jobManager: {serviceMode: ClusterIP, %s}
                  taskManager: {taskSlots: 1}
                """
                        .formatted(model, jobManager));
        return Objects.requireNonNull(live(model).spec());
    }

    private FlinkClusterSpec spec(String name) {
        return Objects.requireNonNull(read(name).spec());
    }

    private Resource<FlinkClusterSpec, FlinkClusterStatus> read(String name) {
        return playground.stores().clusters().get(name).orElseThrow();
    }

    private Resource<FlinkClusterSpec, FlinkClusterStatus> live(String name) {
        return playground.stores().clusters().live(name).orElseThrow();
    }

    private void annotate(String name, String key, String value) {
        playground
                .client()
                .genericKubernetesResources("nextbreakpoint.com/v1", "FlinkCluster")
                .inNamespace(playground.namespace())
                .withName(name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"" + key + "\":\"" + value + "\"}}}");
    }
}
