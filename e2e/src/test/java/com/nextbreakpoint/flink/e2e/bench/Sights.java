package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.core.Labels;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** When something was first seen of each cluster, by watches; as {@link System#nanoTime}. */
final class Sights {
    /** What can be seen of a cluster. */
    enum Sight {
        /** A user's request to create it is about to be sent. */
        CREATED,
        JOB_MANAGER,
        TASK_MANAGER,
        /** The TaskManager has registered. */
        SLOTS,
        BOOTSTRAP_BEGUN,
        BOOTSTRAP_ENDED,
        /** The status of its job says so. */
        RUNNING
    }

    private final Map<String, Map<Sight, Long>> seen = new ConcurrentHashMap<>();

    void created(String cluster) {
        forget(cluster);
        note(cluster, Sight.CREATED);
    }

    void forget(String cluster) {
        seen.remove(cluster);
    }

    void pod(String cluster, String role) {
        switch (role) {
            case Labels.JOB_MANAGER -> note(cluster, Sight.JOB_MANAGER);
            case Labels.TASK_MANAGER -> note(cluster, Sight.TASK_MANAGER);
            default -> {}
        }
    }

    void slots(String cluster) {
        note(cluster, Sight.SLOTS);
    }

    void bootstrap(String cluster, boolean begins) {
        note(cluster, begins ? Sight.BOOTSTRAP_BEGUN : Sight.BOOTSTRAP_ENDED);
    }

    void running(String cluster) {
        note(cluster, Sight.RUNNING);
    }

    private void note(String cluster, Sight sight) {
        seen.computeIfAbsent(cluster, _ -> new ConcurrentHashMap<>())
                .putIfAbsent(sight, System.nanoTime());
    }

    private Optional<Long> at(String cluster, Sight sight) {
        return Optional.ofNullable(seen.getOrDefault(cluster, Map.of()).get(sight));
    }

    boolean hasPods(String cluster) {
        return at(cluster, Sight.JOB_MANAGER).isPresent()
                && at(cluster, Sight.TASK_MANAGER).isPresent();
    }

    boolean runs(String cluster) {
        return at(cluster, Sight.RUNNING).isPresent();
    }

    /** From the request to create until both pods are there, of those clusters that have them. */
    List<Duration> toPods(List<String> clusters) {
        return clusters.stream()
                .filter(this::hasPods)
                .map(
                        one -> {
                            var jobManager = between(one, Sight.CREATED, Sight.JOB_MANAGER);
                            var taskManager = between(one, Sight.CREATED, Sight.TASK_MANAGER);
                            return jobManager.compareTo(taskManager) > 0 ? jobManager : taskManager;
                        })
                .toList();
    }

    List<Duration> toRunning(List<String> clusters) {
        return clusters.stream()
                .filter(this::runs)
                .map(one -> between(one, Sight.CREATED, Sight.RUNNING))
                .toList();
    }

    /** From the slots until RUNNING in the status, without the run of the bootstrap. */
    List<Duration> slotsToRunning(List<String> clusters) {
        return clusters.stream()
                .filter(this::runs)
                .map(
                        one ->
                                between(one, Sight.SLOTS, Sight.RUNNING)
                                        .minus(
                                                between(
                                                        one,
                                                        Sight.BOOTSTRAP_BEGUN,
                                                        Sight.BOOTSTRAP_ENDED)))
                .toList();
    }

    private Duration between(String cluster, Sight from, Sight to) {
        return Duration.ofNanos(at(cluster, to).orElseThrow() - at(cluster, from).orElseThrow());
    }
}
