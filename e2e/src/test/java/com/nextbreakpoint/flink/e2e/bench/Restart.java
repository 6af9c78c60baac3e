package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.bench.Audit.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** The operator is killed, a user edits something meanwhile, and its container is started again. */
record Restart(Bench bench) {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int EFFECT_SECONDS = 5;
    private static final int LOOKED_SECONDS = 10;

    void measure() {
        // The youngest: nothing else was done to it.
        var edited = bench.clusters().getLast();
        var flink = bench.jobManagers().of(edited);
        long stops = flink.stops();
        bench.operator().kill();
        bench.fleet().edit(edited, "restart");
        var mark = bench.audit().mark();
        bench.flinks().forEach(SimulatedFlink::resetCounts);
        long begin = System.nanoTime();
        bench.operator().start();
        var effect = time(begin, () -> flink.stops() > stops);
        var unused = time(begin, () -> unasked() == 0);
        var looked = looked(begin);
        Bench.pause(Duration.ofSeconds(LOOKED_SECONDS));
        var label = "operator killed at %d: ".formatted(bench.clusters().size());
        add(
                label + "an edit made meanwhile takes effect",
                effect,
                EFFECT_SECONDS,
                "until the JobManager is told to stop the job");
        add(
                label + "all looked at",
                looked,
                LOOKED_SECONDS,
                "until each JobManager was asked; %d were not".formatted(unasked()));
        writes(label, edited, bench.audit().since(mark));
        bench.awaitRunning(bench.clusters(), LIMIT);
    }

    private long unasked() {
        return bench.flinks().stream().filter(flink -> flink.firstAskedAt() == 0).count();
    }

    /** Until the last of them was asked; too long when one was not. */
    private Duration looked(long begin) {
        if (unasked() > 0) return LIMIT;
        return bench.flinks().stream()
                .map(flink -> Duration.ofNanos(flink.firstAskedAt() - begin))
                .reduce(Duration.ZERO, (one, other) -> one.compareTo(other) > 0 ? one : other);
    }

    /** From the start of the process, before it can do anything. */
    private static Duration time(long begin, BooleanSupplier holds) {
        long end = begin + LIMIT.toNanos();
        while (!holds.getAsBoolean() && System.nanoTime() < end) Bench.pause(Duration.ofMillis(10));
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    private void add(String figure, Duration took, int aim, String how) {
        bench.table()
                .add(
                        figure,
                        "<= %d s".formatted(aim),
                        Figures.text(took),
                        took.compareTo(Duration.ofSeconds(aim)) <= 0,
                        "from the start of the new process " + how);
    }

    private void writes(String label, String edited, List<Request> requests) {
        var others =
                requests.stream()
                        .filter(Request::isStatus)
                        .filter(one -> !one.name().startsWith(edited))
                        .collect(Collectors.groupingBy(Request::resource, Collectors.counting()));
        bench.table()
                .add(
                        label + "status writes where nothing changed",
                        "0",
                        String.valueOf(others.values().stream().mapToLong(Long::longValue).sum()),
                        others.isEmpty(),
                        "audit log until %d s later, of all but the edited: %s"
                                .formatted(LOOKED_SECONDS, others));
    }
}
