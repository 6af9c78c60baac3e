package com.nextbreakpoint.flink.e2e.crash;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.kube.write.Tools;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A namespace with its kubelet and an operator, which is started again whenever it crashed. */
final class Scene implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();

    private static final int PATIENCE = Integer.getInteger("e2e.patience", 1);
    static final Duration LIMIT = Duration.ofSeconds(60).multipliedBy(PATIENCE);

    private final KubernetesClient user;
    private final KubernetesClient operators;
    private final String namespace;
    private final Kubelet kubelet;
    private final Tools.Oversight faults;
    private final ExecutorService restarts = Executors.newVirtualThreadPerTaskExecutor();
    private volatile Operator operator;
    private volatile boolean closed;

    /**
     * Opens it.
     *
     * @param user the way of the test to the API server
     * @param operators the way of the operator
     */
    Scene(KubernetesClient user, KubernetesClient operators, Tools.Oversight faults) {
        this.user = user;
        this.operators = operators;
        this.faults = faults;
        this.namespace = "crash-" + UUID.randomUUID().toString().substring(0, 8);
        var metadata = new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata();
        user.resource(metadata.build()).create();
        this.kubelet = new Kubelet(user, namespace);
        this.operator = start();
    }

    private Operator start() {
        return new Operator(operators, namespace, this::target, faults, this::crashed);
    }

    /** One more that acts, as if nobody were elected. */
    Operator another() {
        return new Operator(operators, namespace, this::target, Tools.Oversight.NONE, () -> {});
    }

    private void crashed() {
        restarts.execute(this::restart);
    }

    private synchronized void restart() {
        operator.close();
        if (!closed) operator = start();
    }

    private Optional<Target> target(PodView pod) {
        var cluster = pod.name().replaceAll("^jobmanager-|-[^-]*$", "");
        return pod.ip().isEmpty()
                ? Optional.empty()
                : Optional.of(kubelet.flink(cluster).target(pod.name(), pod.incarnation()));
    }

    FakeFlink flink(String cluster) {
        return kubelet.flink(cluster);
    }

    Kubelet kubelet() {
        return kubelet;
    }

    KubernetesClient user() {
        return user;
    }

    String namespace() {
        return namespace;
    }

    /** Creates what the YAML says. */
    void create(String yaml) {
        var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        user.resource(object).inNamespace(namespace).create();
    }

    void patch(Kind kind, String name, String patch) {
        resource(kind, name).patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    void request(Kind kind, String name, String action) {
        patch(
                kind,
                name,
                "{\"metadata\":{\"annotations\":{\"operator.nextbreakpoint.com/requested-action\":\"%s\"}}}"
                        .formatted(action));
    }

    void delete(Kind kind, String name) {
        var unused = resource(kind, name).delete();
    }

    private Resource<GenericKubernetesResource> resource(Kind kind, String name) {
        return user.genericKubernetesResources("nextbreakpoint.com/v1", kind.name())
                .inNamespace(namespace)
                .withName(name);
    }

    Optional<JsonNode> find(Kind kind, String name) {
        return Optional.ofNullable(resource(kind, name).get()).map(JSON::<JsonNode>valueToTree);
    }

    /** A value of a resource as text, "" where there is none. */
    String at(Kind kind, String name, String pointer) {
        return find(kind, name).map(tree -> tree.at(pointer).asText("")).orElse("");
    }

    /** Whether it has reached what its present generation asks for. */
    boolean isReady(Kind kind, String name) {
        return find(kind, name)
                .filter(
                        tree ->
                                condition(tree, "Ready").path("status").asText().equals("True")
                                        && condition(tree, "Ready")
                                                        .path("observedGeneration")
                                                        .asLong()
                                                >= tree.at("/metadata/generation").asLong())
                .isPresent();
    }

    /** The message of the condition Ready. */
    String message(Kind kind, String name) {
        return find(kind, name)
                .map(tree -> condition(tree, "Ready").path("message").asText())
                .orElse("");
    }

    private static JsonNode condition(JsonNode tree, String type) {
        for (var condition : tree.at("/status/conditions")) {
            if (condition.path("type").asText().equals(type)) return condition;
        }
        return tree.path("none");
    }

    void await(String what, BooleanSupplier holds) {
        await(what, LIMIT, holds);
    }

    void await(String what, Duration limit, BooleanSupplier holds) {
        var end = Instant.now().plus(limit);
        while (!holds.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("not within " + limit + ": " + what + "\n" + explain());
            }
            pause(200);
        }
    }

    static void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    /** Everything that there is. */
    String explain() {
        var text = new StringBuilder();
        for (var kind : Kind.values()) {
            user.genericKubernetesResources("nextbreakpoint.com/v1", kind.name())
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(
                            one -> {
                                JsonNode tree = JSON.valueToTree(one);
                                text.append(kind).append(' ');
                                text.append(tree.at("/metadata/name").asText()).append(' ');
                                text.append(tree.at("/metadata/annotations")).append("\n  ");
                                text.append(tree.path("spec")).append("\n  ");
                                text.append(tree.path("status")).append('\n');
                            });
        }
        kubelet.pods().forEach(pod -> text.append(pod.getMetadata().getName()).append(' '));
        kubelet.eachFlink((cluster, flink) -> text.append("\n" + cluster + " " + flink.begun()));
        return text.toString();
    }

    /** What was created for a cluster and is still there, by kind. */
    Map<String, Integer> created(String cluster) {
        var ours = Labels.cluster(cluster);
        return Map.of(
                "pods",
                        user.pods()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .size(),
                "services",
                        user.services()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .size(),
                "jobs",
                        user.batch()
                                .v1()
                                .jobs()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .size(),
                "deployments",
                        user.apps()
                                .deployments()
                                .inNamespace(namespace)
                                .withLabels(ours)
                                .list()
                                .getItems()
                                .size());
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            operator.close();
        }
        restarts.close();
        kubelet.close();
        TestCluster.abandon(user, namespace);
    }
}
