package com.nextbreakpoint.flink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A resource of one of our kinds in the tests' namespace. */
record Custom(String kind, String name) {
    private static final String PREFIX = "operator.nextbreakpoint.com/";

    Resource<GenericKubernetesResource> resource() {
        return Toolbox.CLIENT
                .genericKubernetesResources("nextbreakpoint.com/v1", kind)
                .inNamespace(Toolbox.NAMESPACE)
                .withName(name);
    }

    void create(JsonNode spec) {
        var node = Yaml.JSON.createObjectNode();
        node.put("apiVersion", "nextbreakpoint.com/v1").put("kind", kind);
        node.putObject("metadata").put("name", name).put("namespace", Toolbox.NAMESPACE);
        node.set("spec", spec);
        Toolbox.CLIENT
                .resource(Yaml.JSON.convertValue(node, GenericKubernetesResource.class))
                .create();
    }

    Optional<JsonNode> find() {
        return Optional.ofNullable(resource().get()).map(Yaml.JSON::<JsonNode>valueToTree);
    }

    /** A value of the resource, as text; empty when it is not there. */
    String at(String pointer) {
        return find().map(node -> node.at(pointer).asText()).orElse("");
    }

    /** A condition, as "status reason: message"; empty when it is not there. */
    String condition(String type) {
        for (var condition : find().map(node -> node.at("/status/conditions")).orElseThrow()) {
            if (condition.path("type").asText().equals(type)) {
                return "%s %s: %s"
                        .formatted(
                                condition.path("status").asText(),
                                condition.path("reason").asText(),
                                condition.path("message").asText());
            }
        }
        return "";
    }

    boolean is(String type) {
        return condition(type).startsWith("True");
    }

    /** Changes the spec; fields can be set and replaced. */
    void edit(Consumer<ObjectNode> change) {
        ObjectNode node = Yaml.JSON.valueToTree(resource().require());
        change.accept((ObjectNode) node.path("spec"));
        var patch = Yaml.JSON.createObjectNode();
        patch.set("spec", node.path("spec"));
        patch(patch);
    }

    /** Requests an action; further annotations are pairs of a short key and a value. */
    void request(String action, Map<String, String> more) {
        var patch = Yaml.JSON.createObjectNode();
        var annotations = patch.withObject("/metadata/annotations");
        annotations.put(PREFIX + "requested-action", action);
        more.forEach((key, value) -> annotations.put(PREFIX + key, value));
        patch(patch);
    }

    /** As kubectl does it: without the version that was read, so that the status may move on. */
    private void patch(JsonNode patch) {
        resource().patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    void request(String action) {
        request(action, Map.of());
    }

    void delete() {
        resource().delete();
    }

    void awaitGone(Duration limit) {
        Await.until(this + " is gone", limit, () -> find().isEmpty());
    }

    void await(String pointer, String value, Duration limit) {
        Await.until(
                "%s of %s is %s".formatted(pointer, this, value),
                limit,
                () -> at(pointer).equals(value),
                () -> at(pointer));
    }

    /** Waits until one of the conditions says all these words. */
    void awaitMessage(String type, Duration limit, String... words) {
        Await.until(
                "%s of %s says %s".formatted(type, this, String.join(", ", words)),
                limit,
                () -> java.util.Arrays.stream(words).allMatch(condition(type)::contains),
                () -> condition(type));
    }

    void awaitCondition(String type, Duration limit) {
        Await.until("%s is %s".formatted(this, type), limit, () -> is(type), () -> condition(type));
    }

    @Override
    public String toString() {
        return kind + " " + name;
    }
}
