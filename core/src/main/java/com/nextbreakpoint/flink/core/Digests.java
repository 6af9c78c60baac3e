package com.nextbreakpoint.flink.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.BootstrapSpec;
import com.nextbreakpoint.flink.api.ClusterDigest;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.JobDigest;
import com.nextbreakpoint.flink.api.JobManagerSpec;
import com.nextbreakpoint.flink.api.RestartSpec;
import com.nextbreakpoint.flink.api.RuntimeSpec;
import com.nextbreakpoint.flink.api.SavepointSpec;
import com.nextbreakpoint.flink.api.SupervisorSpec;
import com.nextbreakpoint.flink.api.TaskManagerSpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Digests of what users wrote: base64 of the MD5 of a section's canonical JSON. What is absent,
 * null, empty or equal to its default is left out, so that a release with a new field changes no
 * digest.
 */
public final class Digests {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .defaultPropertyInclusion(
                            JsonInclude.Value.construct(
                                    JsonInclude.Include.NON_EMPTY, JsonInclude.Include.ALWAYS))
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .build();

    private static final Map<Class<?>, JsonNode> DEFAULTS =
            Map.of(
                    RuntimeSpec.class, tree("{\"pullPolicy\":\"IfNotPresent\"}"),
                    JobManagerSpec.class,
                            tree("{\"serviceAccount\":\"default\",\"args\":[\"jobmanager\"]}"),
                    TaskManagerSpec.class,
                            tree(
                                    "{\"serviceAccount\":\"default\",\"args\":[\"taskmanager\"],\"taskSlots\":1}"),
                    SupervisorSpec.class,
                            tree(
                                    "{\"pullPolicy\":\"IfNotPresent\",\"serviceAccount\":\"flink-supervisor\",\"replicas\":1}"),
                    BootstrapSpec.class,
                            tree(
                                    "{\"pullPolicy\":\"IfNotPresent\",\"serviceAccount\":\"flink-bootstrap\"}"),
                    SavepointSpec.class,
                            tree(
                                    "{\"savepointMode\":\"Automatic\",\"savepointInterval\":3600,\"allowNonRestoredState\":false,\"savepointOnDelete\":false}"),
                    RestartSpec.class,
                            tree(
                                    "{\"restartPolicy\":\"Never\",\"restartDelay\":60,\"restartTimeout\":180,\"onUnknownState\":\"Wait\"}"));

    /** Each step of the machines asks for them, and specs change rarely. */
    private static final Memo<Object, String> KNOWN = new Memo<>();

    private Digests() {}

    /** The Service's type is not part of it: it changes in place. */
    public static ClusterDigest of(FlinkClusterSpec spec) {
        return new ClusterDigest(
                of(spec.runtime()),
                // K3.started-9
                of(spec.jobManager(), "serviceMode"),
                of(spec.taskManager()),
                spec.supervisor() == null ? "" : of(spec.supervisor()));
    }

    public static JobDigest of(FlinkJobSpec spec) {
        return new JobDigest(of(spec.bootstrap()), of(spec.savepoint()), of(spec.restart()));
    }

    private static String of(Object section, String... without) {
        return KNOWN.get(section, _ -> compute(section, without));
    }

    private static String compute(Object section, String... without) {
        ObjectNode tree = JSON.valueToTree(section);
        tree.remove(List.of(without));
        // K3.revision-1
        for (var field : Objects.requireNonNull(DEFAULTS.get(section.getClass())).properties()) {
            if (field.getValue().equals(tree.get(field.getKey()))) {
                tree.remove(field.getKey());
            }
        }
        var digest = Hashes.digest("MD5", canonical(tree));
        return Base64.getEncoder().encodeToString(digest);
    }

    private static String canonical(JsonNode node) {
        if (node.isObject()) {
            var sorted = new TreeMap<String, String>();
            node.properties()
                    .forEach(
                            field -> {
                                var value = canonical(field.getValue());
                                if (!value.equals("{}") && !value.equals("null")) {
                                    sorted.put(field.getKey(), value);
                                }
                            });
            return sorted.entrySet().stream()
                    .map(field -> '"' + field.getKey() + "\":" + field.getValue())
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (node.isArray()) {
            return node.valueStream()
                    .map(Digests::canonical)
                    .collect(Collectors.joining(",", "[", "]"));
        }
        return node.toString();
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException wrong) {
            throw new IllegalStateException(wrong);
        }
    }
}
