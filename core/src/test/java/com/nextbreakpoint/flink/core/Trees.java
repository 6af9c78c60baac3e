package com.nextbreakpoint.flink.core;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.annotation.JsonInclude.Value;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.nextbreakpoint.flink.core.Refusals.Refusal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From examples to what machines take, and from what they give to examples. */
public final class Trees {
    private static final ObjectMapper SPARSE =
            JsonMapper.builder()
                    .addModule(new JavaTimeModule())
                    .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
                    .defaultPropertyInclusion(Value.construct(Include.NON_EMPTY, Include.ALWAYS))
                    .addMixIn(Action.ApplyCluster.class, WithoutOwner.class)
                    .addMixIn(Action.ApplyFlinkJob.class, WithoutOwner.class)
                    .build();

    private Trees() {}

    /** A custom resource as kubectl prints it; a spec that is a text is one that is malformed. */
    public static <S, T> Resource<S, T> resource(
            JsonNode tree, Class<S> spec, Class<T> status, T none) {
        var text = tree.path("spec");
        return new Resource<>(
                meta(tree.path("metadata")),
                text.isObject() ? read(text, spec) : null,
                text.isTextual() ? text.asText() : "",
                tree.has("status") ? read(tree.get("status"), status) : none);
    }

    private static Meta meta(JsonNode tree) {
        var deleted = tree.path("deletionTimestamp");
        var finalizers = new LinkedHashSet<String>();
        tree.path("finalizers").forEach(one -> finalizers.add(one.asText()));
        return new Meta(
                "flink",
                tree.path("name").asText(),
                tree.path("uid").asText(),
                tree.path("generation").asLong(1),
                tree.path("resourceVersion").asText("1"),
                Specs.CREATED,
                deleted.isTextual() ? Instant.parse(deleted.asText()) : null,
                tree.path("ownerUid").asText(),
                Set.copyOf(finalizers),
                texts(tree.path("annotations")),
                texts(tree.path("labels")));
    }

    public static Refusals refusals(JsonNode tree) {
        var all = new TreeMap<String, Refusal>();
        tree.properties().forEach(one -> all.put(one.getKey(), refusal(one.getValue())));
        return new Refusals(all, Set.of());
    }

    private static Refusal refusal(JsonNode tree) {
        var last = Instant.parse(tree.path("last").asText());
        return new Refusal(tree.path("message").asText(), last, last, tree.path("tries").asInt(1));
    }

    public static <T> T read(JsonNode tree, Class<T> type) {
        return Specs.read(tree.toString(), type);
    }

    /** What a step says, with the status' fields that it changes. */
    public static <T> JsonNode step(Step<T> step, T before) {
        var tree = Specs.YAML.createObjectNode();
        tree.set("status", brief(changed(json(before), json(step.status()))));
        var actions = tree.putArray("actions");
        for (var action : step.actions()) {
            actions.addObject().set(action.getClass().getSimpleName(), json(action));
        }
        var notices = tree.putArray("notices");
        for (var notice : step.notices()) {
            notices.add(notice.severity() + " " + notice.reason() + " " + notice.message());
        }
        return tree.put("recheck", step.recheck().toSeconds());
    }

    private static ObjectNode changed(JsonNode before, JsonNode after) {
        ObjectNode changed = Specs.YAML.createObjectNode();
        after.properties().stream()
                .filter(field -> !field.getValue().equals(before.get(field.getKey())))
                .forEach(field -> changed.set(field.getKey(), field.getValue()));
        before.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!after.has(name)) changed.putNull(name);
                        });
        return changed;
    }

    /** Each condition on a line of its own. */
    private static JsonNode brief(ObjectNode status) {
        if (!status.has("conditions")) return status;
        var lines = Specs.YAML.createArrayNode();
        for (var one : status.get("conditions")) {
            lines.add(
                    Stream.of("type", "status", "lastTransitionTime", "reason", "message")
                            .map(field -> one.path(field).asText())
                            .collect(Collectors.joining(" ")));
        }
        return status.set("conditions", lines);
    }

    private static JsonNode json(Object value) {
        try {
            return SPARSE.readTree(SPARSE.writeValueAsString(value));
        } catch (JsonProcessingException wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static Map<String, String> texts(JsonNode tree) {
        var texts = new TreeMap<String, String>();
        tree.properties().forEach(one -> texts.put(one.getKey(), one.getValue().asText()));
        return texts;
    }

    /** The owner is the example's own object. */
    @JsonIgnoreProperties("owner")
    private interface WithoutOwner {}
}
