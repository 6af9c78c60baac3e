package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.server.LiveFlink.Session;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Flink's metrics under the members that the control interface promises. */
final class FlinkStats {
    private static final String COLLECTORS = "Status.JVM.GarbageCollector.";
    private static final Pattern COLLECTOR =
            Pattern.compile(Pattern.quote(COLLECTORS) + "(.+)\\.(Time|Count)");

    /** Member → Flink's metric; the second is taken where a version has not the first. */
    private static final Map<String, List<String>> JOB = new LinkedHashMap<>();

    private static final Map<String, String> JVM = new LinkedHashMap<>();

    private static final List<String> SLOTS =
            List.of(
                    "taskSlotsTotal",
                    "taskSlotsAvailable",
                    "numRegisteredTaskManagers",
                    "numRunningJobs");

    static {
        for (var name :
                List.of(
                        "totalNumberOfCheckpoints",
                        "numberOfCompletedCheckpoints",
                        "numberOfInProgressCheckpoints",
                        "numberOfFailedCheckpoints",
                        "lastCheckpointDuration",
                        "lastCheckpointSize",
                        "lastCheckpointRestoreTimestamp",
                        "lastCheckpointAlignmentBuffered",
                        "lastCheckpointExternalPath")) {
            JOB.put(name, List.of(name));
        }
        JOB.put("fullRestarts", List.of("fullRestarts", "numRestarts"));
        JOB.put("restartingTime", List.of("restartingTime"));
        JOB.put("uptime", List.of("uptime", "runningTime"));
        JOB.put("downtime", List.of("downtime"));

        JVM.put("jvmCPUTime", "Status.JVM.CPU.Time");
        JVM.put("jvmCPULoad", "Status.JVM.CPU.Load");
        JVM.put("jvmThreadsCount", "Status.JVM.Threads.Count");
        for (var area : List.of("Heap", "NonHeap")) {
            for (var value : List.of("Max", "Used", "Committed")) {
                JVM.put("jvmMemory" + area + value, "Status.JVM.Memory." + area + "." + value);
            }
        }
        for (var area : List.of("Direct", "Mapped")) {
            for (var value : List.of("Count", "MemoryUsed", "TotalCapacity")) {
                JVM.put("jvmMemory" + area + value, "Status.JVM.Memory." + area + "." + value);
            }
        }
        for (var collector : List.of("Copy", "MarkSweepCompact")) {
            for (var value : List.of("Time", "Count")) {
                JVM.put(
                        "jvmGarbageCollector" + collector + value,
                        COLLECTORS + collector + "." + value);
            }
        }
        JVM.put("jvmClassLoaderClassesLoaded", "Status.JVM.ClassLoader.ClassesLoaded");
        JVM.put("jvmClassLoaderClassesUnloaded", "Status.JVM.ClassLoader.ClassesUnloaded");
    }

    private FlinkStats() {}

    static ObjectNode ofJob(Session flink, String jobId) {
        var wanted = JOB.values().stream().flatMap(List::stream).distinct().toList();
        var values = values(flink, "jobs/" + jobId + "/metrics", wanted);
        var stats = JsonNodeFactory.instance.objectNode();
        JOB.forEach(
                (member, names) -> {
                    var value =
                            names.stream().filter(values::containsKey).findFirst().map(values::get);
                    if (member.endsWith("Path")) {
                        stats.put(member, value.orElse(""));
                    } else {
                        stats.put(member, number(value.orElse("0")));
                    }
                });
        return stats;
    }

    static ObjectNode ofJobManager(Session flink) {
        return jvm(flink, "jobmanager/metrics");
    }

    static ObjectNode ofTaskManager(Session flink, String id) {
        var stats = jvm(flink, "taskmanagers/" + id + "/metrics");
        var details = flink.get("taskmanagers/" + id);
        stats.put("taskSlotsTotal", details.path("slotsNumber").asLong());
        stats.put("taskSlotsAvailable", details.path("freeSlots").asLong());
        return stats;
    }

    private static ObjectNode jvm(Session flink, String path) {
        var wanted = new TreeSet<String>();
        flink.get(path).forEach(metric -> wanted.add(metric.path("id").asText()));
        wanted.removeIf(id -> !isShown(id));
        var values = values(flink, path, wanted);
        var stats = JsonNodeFactory.instance.objectNode();
        JVM.forEach((member, id) -> putNumber(stats, member, values.getOrDefault(id, "0")));
        SLOTS.forEach(id -> stats.put(id, number(values.getOrDefault(id, "0"))));
        putCollectors(stats, values);
        return stats;
    }

    private static boolean isShown(String id) {
        return JVM.containsValue(id) || SLOTS.contains(id) || COLLECTOR.matcher(id).matches();
    }

    private static void putNumber(ObjectNode stats, String member, String value) {
        if (member.equals("jvmCPULoad")) {
            stats.put(member, Double.parseDouble(value));
        } else {
            stats.put(member, number(value));
        }
    }

    private static void putCollectors(ObjectNode stats, Map<String, String> values) {
        var names = new TreeMap<String, ObjectNode>();
        values.forEach(
                (id, value) -> {
                    var collector = COLLECTOR.matcher(id);
                    if (collector.matches() && !collector.group(1).equals("All")) {
                        names.computeIfAbsent(
                                        collector.group(1),
                                        name ->
                                                JsonNodeFactory.instance
                                                        .objectNode()
                                                        .put("name", name))
                                .put(collector.group(2).toLowerCase(Locale.ROOT), number(value));
                    }
                });
        stats.putArray("jvmGarbageCollectors").addAll(names.values());
    }

    private static Map<String, String> values(Session flink, String path, Collection<String> ids) {
        var query = URLEncoder.encode(String.join(",", ids), StandardCharsets.UTF_8);
        var values = new HashMap<String, String>();
        flink.get(path + "?get=" + query)
                .forEach(
                        metric ->
                                values.put(
                                        metric.path("id").asText(), metric.path("value").asText()));
        return values;
    }

    /** Flink writes all values as texts, "n/a" and "NaN" among them, which count as 0. */
    private static long number(String value) {
        try {
            return (long) Double.parseDouble(value);
        } catch (NumberFormatException none) {
            return 0;
        }
    }
}
