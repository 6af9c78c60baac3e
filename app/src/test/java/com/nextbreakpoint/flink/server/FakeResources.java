package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Resources in memory, which keep what is written to them. */
final class FakeResources implements Resources {
    private final Map<String, Item> items = new TreeMap<>();
    private final Map<String, Integer> deleted = new HashMap<>();
    private Runnable afterDelete = () -> {};
    private long version;

    /** What somebody else does as soon as a resource is gone. */
    synchronized void afterDelete(Runnable then) {
        afterDelete = then;
    }

    /** A resource that was there before, with the status Started and Ready. */
    synchronized Item add(Kind kind, String name, String ownerUid, Map<String, Object> spec) {
        var status = JsonNodeFactory.instance.objectNode().put("supervisorStatus", "Started");
        status.put("observedGeneration", 1);
        status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        return put(kind, born(kind, name, ownerUid), tree(spec), status);
    }

    synchronized void setStatus(Kind kind, String name, String member, Object value) {
        var item = there(kind, name);
        var status = ((ObjectNode) item.status()).deepCopy();
        status.set(member, tree(Map.of("x", value)).get("x"));
        put(kind, item.meta(), item.spec(), status);
    }

    /** Does what a supervisor does with a request. */
    synchronized void carryOut(Kind kind, String name, String supervisorStatus) {
        var item = there(kind, name);
        setStatus(kind, name, "supervisorStatus", supervisorStatus);
        var meta = item.meta();
        var status = there(kind, name).status();
        put(kind, changed(meta, meta.generation(), Map.of()), item.spec(), status);
    }

    /**
     * Makes the status say that all is as it should be; of a resource that is gone, nothing.
     *
     * @param supervisorStatus after a request was carried out, "" where there was none
     */
    synchronized void obey(Kind kind, String name, String supervisorStatus) {
        var item = find(kind, name).orElse(null);
        if (item == null) {
            return;
        }
        var status = ((ObjectNode) item.status()).deepCopy();
        status.put("observedGeneration", item.meta().generation()).put("jobId", "c0ffee");
        status.putArray("conditions").addObject().put("type", "Ready").put("status", "True");
        if (supervisorStatus.isEmpty()) {
            put(kind, item.meta(), item.spec(), status);
        } else {
            status.put("savepointTimestamp", Instant.now().toString());
            put(kind, item.meta(), item.spec(), status.put("supervisorStatus", supervisorStatus));
            carryOut(kind, name, supervisorStatus);
        }
    }

    private Item put(Kind kind, Meta meta, JsonNode spec, JsonNode status) {
        var item = new Item(kind, meta, spec, "", status);
        items.put(key(kind, meta.name()), item);
        return item;
    }

    private Meta born(Kind kind, String name, String owner) {
        var life = deleted.getOrDefault(key(kind, name), 0);
        var uid = life == 0 ? "uid-" + name : "uid-" + name + "-" + life;
        return meta(name, uid, 1, owner, Map.of());
    }

    private Meta changed(Meta meta, long generation, Map<String, String> annotations) {
        return meta(meta.name(), meta.uid(), generation, meta.ownerUid(), annotations);
    }

    private Meta meta(
            String name,
            String uid,
            long generation,
            String owner,
            Map<String, String> annotations) {
        version++;
        return new Meta(
                "flink",
                name,
                uid,
                generation,
                String.valueOf(version),
                Instant.EPOCH,
                null,
                owner,
                Set.of(),
                annotations,
                Map.of());
    }

    private Item there(Kind kind, String name) {
        return find(kind, name).orElseThrow();
    }

    private static String key(Kind kind, String name) {
        return kind + "/" + name;
    }

    private static ObjectNode tree(Map<String, Object> members) {
        return new JsonMapper().valueToTree(members);
    }

    @Override
    public synchronized List<Item> list(Kind kind) {
        return items.values().stream().filter(item -> item.kind() == kind).toList();
    }

    @Override
    public synchronized Optional<Item> find(Kind kind, String name) {
        return Optional.ofNullable(items.get(key(kind, name)));
    }

    @Override
    public synchronized void create(
            Kind kind, String name, Map<String, String> labels, JsonNode spec) {
        if (items.containsKey(key(kind, name))) {
            throw ApiProblem.conflict(kind + " " + name + " exists already");
        }
        put(kind, born(kind, name, ""), spec, JsonNodeFactory.instance.objectNode());
    }

    @Override
    public synchronized void replace(Kind kind, String name, UnaryOperator<JsonNode> change) {
        var item = there(kind, name);
        var meta = item.meta();
        var next = changed(meta, meta.generation() + 1, meta.annotations());
        put(kind, next, change.apply(item.spec()), item.status());
    }

    @Override
    public synchronized void delete(Kind kind, String name) {
        items.remove(key(kind, name));
        deleted.merge(key(kind, name), 1, Integer::sum);
        afterDelete.run();
    }

    @Override
    public synchronized void annotate(
            Kind kind, String name, Map<String, String> annotations, Set<String> removed) {
        var item = there(kind, name);
        var all = new HashMap<>(item.meta().annotations());
        all.keySet().removeAll(removed);
        all.putAll(annotations);
        var meta = item.meta();
        put(kind, changed(meta, meta.generation(), all), item.spec(), item.status());
    }

    @Override
    public synchronized void scale(Kind kind, String name, int replicas) {
        var field = kind == Kind.FlinkCluster ? "taskManagers" : "jobParallelism";
        replace(kind, name, spec -> ((ObjectNode) spec.deepCopy()).put(field, replicas));
    }
}
