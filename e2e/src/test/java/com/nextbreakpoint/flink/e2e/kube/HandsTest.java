package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.kube.write.Hands;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The actions on what we create ourselves. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandsTest {
    private final Playground playground = Playground.open();

    @AfterAll
    void close() {
        playground.close();
    }

    @Test
    void a_pod_that_is_created_twice_is_created_once() {
        var pod = Pods.pod("twice");
        assertThat(perform(new Action.CreatePod(pod))).isEqualTo(Outcome.DONE);
        var first = playground.stores().pods().get("twice").orElseThrow();
        assertThat(perform(new Action.CreatePod(pod))).isEqualTo(Outcome.DONE);
        assertThat(playground.stores().pods().get("twice").orElseThrow().getMetadata().getUid())
                .isEqualTo(first.getMetadata().getUid());
    }

    @Test
    void a_name_that_somebody_else_took_is_refused() {
        var somebody = playground.createCluster("somebody").getMetadata().getUid();
        var us = UUID.randomUUID().toString();
        perform(new Action.CreatePod(owned("taken", somebody)));
        assertThat(perform(new Action.CreatePod(owned("taken", us))))
                .isEqualTo(
                        new Outcome.Refused(
                                "there is a Pod taken that belongs to somebody else: delete it, or"
                                        + " rename yours"));
    }

    @Test
    void a_pod_that_the_api_server_refuses_is_refused_in_its_own_words() {
        var pod = new PodBuilder(Pods.pod("Wrong_Name")).build();
        assertThat(perform(new Action.CreatePod(pod)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.message()).contains("Invalid value"));
    }

    @Test
    void a_pod_of_another_uid_is_not_deleted() {
        perform(new Action.CreatePod(Pods.pod("spared")));
        assertThat(perform(new Action.DeletePod("spared", "another-uid", false)))
                .isEqualTo(Outcome.DONE);
        assertThat(playground.stores().pods().live("spared")).isPresent();
    }

    @Test
    void a_deleted_pod_is_read_as_terminating_or_gone_at_once() {
        var slow = Pods.pod("deleted");
        slow.getMetadata().setFinalizers(List.of("test.example.com/hold"));
        perform(new Action.CreatePod(slow));
        var uid = playground.stores().pods().get("deleted").orElseThrow().getMetadata().getUid();
        assertThat(perform(new Action.DeletePod("deleted", uid, false))).isEqualTo(Outcome.DONE);
        var read = playground.stores().pods().get("deleted").orElseThrow();
        assertThat(read.getMetadata().getDeletionTimestamp()).isNotNull();
        playground
                .client()
                .pods()
                .inNamespace(playground.namespace())
                .withName("deleted")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"finalizers\":null}}");
        assertThat(perform(new Action.DeletePod("deleted", uid, true))).isEqualTo(Outcome.DONE);
        until(() -> playground.stores().pods().get("deleted").isEmpty(), "the pod is gone");
        assertThat(perform(new Action.DeletePod("deleted", uid, true))).isEqualTo(Outcome.DONE);
    }

    @Test
    void a_job_of_another_attempt_is_not_taken_for_this_one() {
        assertThat(perform(new Action.CreateJob(job("a1")))).isEqualTo(Outcome.DONE);
        assertThat(perform(new Action.CreateJob(job("a1")))).isEqualTo(Outcome.DONE);
        assertThat(perform(new Action.CreateJob(job("a2")))).isInstanceOf(Outcome.Failed.class);
        var uid = playground.stores().bootstraps().get("boot").orElseThrow().getMetadata().getUid();
        assertThat(perform(new Action.DeleteJob("boot", uid))).isEqualTo(Outcome.DONE);
        until(() -> playground.stores().bootstraps().get("boot").isEmpty(), "the job is gone");
        assertThat(perform(new Action.CreateJob(job("a2")))).isEqualTo(Outcome.DONE);
    }

    @Test
    void a_service_is_applied_whole_and_keeps_what_others_gave_it() {
        var service = service(Map.of("one", 8081, "two", 8082));
        assertThat(perform(new Action.ApplyService(service))).isEqualTo(Outcome.DONE);
        var address = applied().getSpec().getClusterIP();
        perform(new Action.ApplyService(service(Map.of("one", 8081))));
        assertThat(applied().getSpec().getPorts()).hasSize(1);
        assertThat(applied().getSpec().getClusterIP()).isEqualTo(address).isNotEmpty();
        assertThat(perform(new Action.DeleteService("svc"))).isEqualTo(Outcome.DONE);
        assertThat(perform(new Action.DeleteService("svc"))).isEqualTo(Outcome.DONE);
    }

    @Test
    @Tag("C1.9")
    void a_rehearsal_creates_nothing_and_tells_what_would_be_refused() {
        assertThat(rehearse(Pods.pod("rehearsed"))).isEqualTo(Outcome.DONE);
        assertThat(playground.stores().pods().live("rehearsed")).isEmpty();
        assertThat(rehearse(Pods.pod("Wrong_Name"))).isInstanceOf(Outcome.Refused.class);
        perform(new Action.CreatePod(Pods.pod("there-already")));
        assertThat(rehearse(Pods.pod("there-already"))).isEqualTo(Outcome.DONE);
    }

    @Test
    @Tag("C1.9")
    void an_exceeded_quota_refuses_a_pod_but_no_rehearsal() {
        try (var crowded = Playground.open()) {
            crowded.client()
                    .resource(
                            new ResourceQuotaBuilder()
                                    .withNewMetadata()
                                    .withName("none")
                                    .endMetadata()
                                    .withNewSpec()
                                    .withHard(Map.of("pods", new Quantity("0")))
                                    .endSpec()
                                    .build())
                    .inNamespace(crowded.namespace())
                    .create();
            var create = new Action.CreatePod(Pods.pod("one-too-many"));
            until(
                    () ->
                            crowded.hands().perform(create) instanceof Outcome.Refused(var message)
                                    && message.contains("exceeded quota"),
                    "the pod is refused");
            assertThat(
                            crowded.hands()
                                    .perform(
                                            new Action.Rehearse("x", List.of(Pods.pod("another")))))
                    .isEqualTo(Outcome.DONE);
        }
    }

    @Test
    void who_does_not_lead_does_nothing() {
        var hands = new Hands(playground.stores(), () -> false);
        assertThat(hands.perform(new Action.CreatePod(Pods.pod("unled"))))
                .isEqualTo(new Outcome.Failed("another process leads now"));
        assertThat(playground.stores().pods().live("unled")).isEmpty();
    }

    private Outcome perform(Action action) {
        return playground.hands().perform(action);
    }

    private Outcome rehearse(HasMetadata object) {
        return perform(new Action.Rehearse(UUID.randomUUID().toString(), List.of(object)));
    }

    private Service applied() {
        return playground.stores().services().get("svc").orElseThrow();
    }

    private static Pod owned(String name, String uid) {
        return new PodBuilder(Pods.pod(name))
                .editMetadata()
                .withOwnerReferences(
                        new OwnerReferenceBuilder()
                                .withApiVersion("nextbreakpoint.com/v1")
                                .withKind(Kind.FlinkCluster.name())
                                .withName("somebody")
                                .withUid(uid)
                                .withController(true)
                                .build())
                .endMetadata()
                .build();
    }

    private static Job job(String jobId) {
        return new JobBuilder()
                .withNewMetadata()
                .withName("boot")
                .withLabels(Labels.bootstrap("test", "boot"))
                .withAnnotations(Map.of(Names.JOB_ID, jobId))
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(0)
                .withNewTemplate()
                .withNewSpecLike(Pods.pod("x").getSpec())
                .withRestartPolicy("Never")
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Service service(Map<String, Integer> ports) {
        var spec =
                new ServiceBuilder()
                        .withApiVersion("v1")
                        .withKind("Service")
                        .withNewMetadata()
                        .withName("svc")
                        .withLabels(Labels.role("test", Labels.JOB_MANAGER))
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(Map.of("role", "none"));
        ports.forEach(
                (name, port) ->
                        spec.addNewPort()
                                .withName(name)
                                .withPort(port)
                                .withProtocol("TCP")
                                .endPort());
        return spec.endSpec().build();
    }
}
