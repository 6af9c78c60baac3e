package com.nextbreakpoint.flink.kube.cache;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.client.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From what the API server stores to what the machines work with. It never fails: an object that
 * cannot be read, perhaps because it is older than the schema, says why in {@code malformed}, and
 * of its status all that can be read is there.
 */
public record Reading<S, T>(Class<S> spec, Class<T> status, T none) {
    /** How {@code malformed} begins when the status cannot be read, whatever the spec is like. */
    public static final String STATUS = "status.";

    static final Reading<FlinkDeploymentSpec, FlinkDeploymentStatus> DEPLOYMENT =
            new Reading<>(
                    FlinkDeploymentSpec.class,
                    FlinkDeploymentStatus.class,
                    FlinkDeploymentStatus.NONE);
    static final Reading<FlinkClusterSpec, FlinkClusterStatus> CLUSTER =
            new Reading<>(
                    FlinkClusterSpec.class, FlinkClusterStatus.class, FlinkClusterStatus.NONE);
    static final Reading<FlinkJobSpec, FlinkJobStatus> JOB =
            new Reading<>(FlinkJobSpec.class, FlinkJobStatus.class, FlinkJobStatus.NONE);

    Resource<S, T> of(GenericKubernetesResource raw) {
        var specTree = tree(raw, "spec");
        var statusTree = tree(raw, "status");
        var malformed = "";
        @Nullable S readSpec = null;
        var readStatus = none;
        try {
            readSpec = Json.MAPPER.treeToValue(specTree, spec);
        } catch (JsonProcessingException wrong) {
            malformed = "spec." + Json.why(wrong);
        }
        try {
            readStatus = Json.MAPPER.treeToValue(statusTree, status);
        } catch (JsonProcessingException wrong) {
            malformed = STATUS + Json.why(wrong);
            readStatus = whatIsReadable(statusTree);
        }
        return new Resource<>(Metas.of(raw), readSpec, malformed, readStatus);
    }

    /** Each round takes away the one value that is in the way. */
    private T whatIsReadable(JsonNode tree) {
        var rest = tree.deepCopy();
        while (true) {
            try {
                return Json.MAPPER.treeToValue(rest, status);
            } catch (JsonMappingException wrong) {
                if (!remove(rest, wrong.getPath())) {
                    return none;
                }
            } catch (JsonProcessingException wrong) {
                return none;
            }
        }
    }

    private static boolean remove(JsonNode root, List<Reference> path) {
        if (path.isEmpty()) {
            return false;
        }
        var parent = root;
        for (var step : path.subList(0, path.size() - 1)) {
            parent =
                    step.getFieldName() == null
                            ? parent.path(step.getIndex())
                            : parent.path(step.getFieldName());
        }
        var last = path.getLast();
        return switch (parent) {
            case ObjectNode object -> object.remove(last.getFieldName()) != null;
            case ArrayNode array -> array.remove(last.getIndex()) != null;
            default -> false;
        };
    }

    private static JsonNode tree(GenericKubernetesResource raw, String section) {
        JsonNode tree = Json.MAPPER.valueToTree(raw.getAdditionalProperties().get(section));
        return tree == null || tree.isNull() ? Json.MAPPER.createObjectNode() : tree;
    }
}
