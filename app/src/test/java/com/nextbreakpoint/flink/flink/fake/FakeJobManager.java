package com.nextbreakpoint.flink.flink.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** One JobManager process: what it knows is lost with it. */
final class FakeJobManager {
    private final FakeFlink flink;
    private final String tmpdir = "/tmp/flink-web-" + UUID.randomUUID();
    private final Map<String, Cached> cache = new ConcurrentHashMap<>();
    final Map<String, FakeJob> jobs = new ConcurrentHashMap<>();
    final FakeJars jars;
    final FakeTriggers triggers;

    private record Cached(Object json, long nanos) {}

    FakeJobManager(FakeFlink flink) {
        this.flink = flink;
        this.jars = new FakeJars(flink, this, tmpdir + "/flink-web-upload");
        this.triggers = new FakeTriggers(flink, this);
    }

    Reply answer(String method, List<String> path, JsonNode body) {
        var asked = method + " " + path.getFirst();
        return switch (asked) {
            case "GET overview" -> Reply.ok(overview());
            case "GET jobmanager" -> Reply.ok(configuration());
            case "GET taskmanagers" -> Reply.ok(taskManagers());
            case "GET jobs" ->
                    path.equals(List.of("jobs", "overview")) ? Reply.ok(jobs()) : job(path);
            case "POST jobs" -> triggers.begin(path.get(1), path.get(2), body);
            case "PATCH jobs" -> cancel(path.get(1));
            case "GET jars" -> jars.list();
            case "POST jars" -> jars.run(path.get(1), body);
            case "DELETE jars" -> jars.delete(path.get(1));
            default -> Reply.error(404, "Unable to load requested file /" + path + ".");
        };
    }

    private Object overview() {
        return Map.of(
                "taskmanagers", flink.taskManagers().size(),
                "slots-total", flink.taskManagers().stream().mapToInt(TaskManager::slots).sum(),
                "slots-available",
                        flink.taskManagers().stream().mapToInt(TaskManager::freeSlots).sum(),
                "jobs-running", jobs.size(),
                "flink-version", flink.version().number(),
                "flink-commit", "0980485");
    }

    private Object configuration() {
        var settings = new LinkedHashMap<String, String>(flink.settings());
        settings.put("web.tmpdir", tmpdir);
        return settings.entrySet().stream()
                .map(setting -> Map.of("key", setting.getKey(), "value", setting.getValue()))
                .toList();
    }

    private Object taskManagers() {
        return Map.of(
                "taskmanagers",
                flink.taskManagers().stream()
                        .map(
                                it ->
                                        Map.of(
                                                "id",
                                                it.id(),
                                                "path",
                                                "pekko.tcp://flink@%s:6122/user/rpc/taskmanager_0"
                                                        .formatted(it.host()),
                                                "slotsNumber",
                                                it.slots(),
                                                "freeSlots",
                                                it.freeSlots()))
                        .toList());
    }

    private Object jobs() {
        return Map.of(
                "jobs", jobs.values().stream().map(job -> job.overview(flink.version())).toList());
    }

    private Reply job(List<String> path) {
        var id = path.get(1);
        var what = String.join("/", path.subList(2, path.size()));
        if (what.startsWith("savepoints/")) {
            return triggers.status(id, path.get(3));
        }
        var job = jobs.get(id);
        if (job == null) {
            return Reply.error(
                    404,
                    Traces.of(
                            "org.apache.flink.runtime.rest.NotFoundException: Job "
                                    + id
                                    + " not found"));
        }
        return switch (what) {
            case "checkpoints" ->
                    Reply.ok(cached(id + what, flink.checkpointCacheAge(), job::checkpoints));
            case "checkpoints/config" ->
                    Reply.ok(cached(id + what, flink.cacheAge(), job::checkpointsConfig));
            case "exceptions" ->
                    Reply.ok(
                            cached(
                                    id + what,
                                    flink.cacheAge(),
                                    () -> job.exceptions(flink.version())));
            default -> Reply.error(404, "Unable to load requested file /" + path + ".");
        };
    }

    /** The details of a job are as old as web.refresh-interval allows. */
    private Object cached(String key, Duration age, Supplier<Object> fresh) {
        var now = System.nanoTime();
        return cache.compute(
                        key,
                        (_, old) ->
                                old != null && now - old.nanos < age.toNanos()
                                        ? old
                                        : new Cached(fresh.get(), now))
                .json;
    }

    private Reply cancel(String id) {
        var job = jobs.get(id);
        if (job == null) {
            return Reply.handlerError(404, "Job could not be found.");
        }
        if (job.isFinal() && !job.state().equals("CANCELED")) {
            return Reply.handlerError(
                    409,
                    "Job cancellation failed because the job has already reached another terminal"
                            + " state (%s).".formatted(job.state()));
        }
        job.cancel();
        return new Reply(202, Map.of());
    }
}
