package com.nextbreakpoint.flink.kube.write;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.desired.Owner;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.Api;
import com.nextbreakpoint.flink.kube.client.Endpoint;
import com.nextbreakpoint.flink.kube.client.Json;
import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What users ask for through the control interface. Each method throws a {@link KubeFailure} with
 * the API server's own sentence; what was written is in the stores before it returns.
 */
public final class UserWrites {
    private static final String JSON = "application/json";
    private static final String MANAGER = "flinkctl-control";

    /** An unknown field is an error, as kubectl has it. */
    private static final String QUERY = "?fieldValidation=Strict&fieldManager=" + MANAGER;

    private static final int TRIES = 5;

    private final Stores stores;
    private final Api api;

    public UserWrites(Stores stores) {
        this.stores = stores;
        this.api = stores.api();
    }

    public void create(Kind kind, String name, Map<String, String> labels, JsonNode spec) {
        var resource =
                Map.of(
                        "apiVersion",
                        Owner.API_VERSION,
                        "kind",
                        kind.name(),
                        "metadata",
                        Map.of("name", name, "labels", labels),
                        "spec",
                        spec);
        write("POST", kind, Endpoint.of(kind).path(api.namespace()), Json.text(resource));
    }

    /** Replaces the spec by what is made of the one that the API server has now. */
    public void replace(Kind kind, String name, UnaryOperator<JsonNode> change) {
        for (int tries = 1; ; tries++) {
            try {
                replaceOnce(kind, name, change);
                return;
            } catch (KubeConflict meanwhile) {
                if (tries == TRIES) {
                    throw meanwhile;
                }
            }
        }
    }

    private void replaceOnce(Kind kind, String name, UnaryOperator<JsonNode> change) {
        var path = Endpoint.of(kind).path(api.namespace(), name);
        var live = api.send("GET", path, null, null, GenericKubernetesResource.class);
        JsonNode spec = Json.MAPPER.valueToTree(live.getAdditionalProperties().get("spec"));
        live.setAdditionalProperty("spec", change.apply(spec));
        write("PUT", kind, path, Json.text(live));
    }

    private void write(String method, Kind kind, String path, String body) {
        var answer = api.send(method, path + QUERY, JSON, body, GenericKubernetesResource.class);
        var unused = stores.of(kind).wrote(answer);
    }

    public void delete(Kind kind, String name) {
        api.delete(Endpoint.of(kind), name, Api.deletion(null, "Background"))
                .ifPresent(stores.of(kind)::wrote);
    }

    /** Sets annotations, and takes others away. */
    public void annotate(
            Kind kind, String name, Map<String, String> annotations, Set<String> removed) {
        var all = JsonNodeFactory.instance.objectNode();
        removed.forEach(all::putNull);
        annotations.forEach(all::put);
        var body = Map.of("metadata", Map.of("annotations", all));
        var unused = stores.of(kind).wrote(api.patch(Endpoint.of(kind), name, body, MANAGER));
    }

    public void scale(Kind kind, String name, int replicas) {
        api.patchScale(Endpoint.of(kind), name, Map.of("spec", Map.of("replicas", replicas)));
        var unused = stores.of(kind).live(name);
    }
}
