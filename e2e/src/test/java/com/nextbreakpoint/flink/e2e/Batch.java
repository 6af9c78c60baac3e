package com.nextbreakpoint.flink.e2e;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Jobs that count side by side on one cluster, with checkpoints at different intervals. */
record Batch(Scene scene, List<Job> jobs, Instant start) implements AutoCloseable {
    private static final int[] INTERVALS = {1, 2, 5, 20};

    /** Starts one for each interval. */
    static Batch start(Scene scene, String name) {
        var start = Instant.now();
        var jobs =
                IntStream.of(INTERVALS)
                        .mapToObj(
                                seconds -> {
                                    var job = name + "-" + seconds;
                                    return scene.create(
                                            job, scene.countingSpec(job, every(seconds)));
                                });
        return new Batch(scene, jobs.toList(), start);
    }

    /** Starts one whose snapshots take 3 seconds. */
    static Batch startSlow(Scene scene, String name) {
        var start = Instant.now();
        var spec = scene.countingSpec(name, every(5));
        var arguments = spec.withObject("/bootstrap").withArray("arguments");
        arguments.set(1, "slowcp").add("--delay").add("3000");
        return new Batch(scene, List.of(scene.create(name, spec)), start);
    }

    private static String[] every(int seconds) {
        return new String[] {"--checkpoint-interval", seconds + "000"};
    }

    /** Whether a savepoint of the first one is complete. */
    boolean hasSavepoint() {
        return Kept.of(jobs.getFirst().id(), start).stream()
                .anyMatch(kept -> kept.path().contains("/savepoint-"));
    }

    void awaitTasks() {
        jobs.forEach(Job::awaitTasks);
    }

    /** Waits until each runs again, with another attempt than its first. */
    void awaitRestarted(Duration limit) {
        jobs.forEach(job -> job.awaitAttemptAfter(1, limit));
    }

    /** What is wrong with what they began from. */
    List<String> badOrigins() {
        return jobs.stream().flatMap(this::badOrigin).toList();
    }

    private Stream<String> badOrigin(Job job) {
        var newest = Kept.newestBefore(job.id(), start).map(Kept::path).orElse("");
        var from = job.resource().at("/status/restoredFrom/path");
        return from.equals(newest)
                ? Stream.empty()
                : Stream.of(
                        "%s began from '%s', and the newest complete one was '%s'"
                                .formatted(job.shortName(), from, newest));
    }

    /** Stops them with savepoints; what is wrong with the numbers that they have committed. */
    List<String> badNumbers() {
        jobs.forEach(job -> job.resource().request("STOP"));
        jobs.forEach(Job::awaitStopped);
        return jobs.stream().flatMap(Batch::badNumbers).toList();
    }

    private static Stream<String> badNumbers(Job job) {
        var numbers = job.committed();
        return numbers.count > 0 && numbers.doubled == 0 && numbers.missing == 0
                ? Stream.empty()
                : Stream.of(job.shortName() + " committed " + numbers);
    }

    @Override
    public void close() {
        jobs.forEach(job -> job.resource().delete());
        jobs.forEach(job -> job.resource().awaitGone(Scene.DELETION));
    }
}
