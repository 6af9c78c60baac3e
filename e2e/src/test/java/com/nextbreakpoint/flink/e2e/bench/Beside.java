package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.e2e.bench.SimulatedFlink.Mood;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What one user waits for who creates a deployment beside all the others. */
record Beside(Bench bench) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    /** Until a poller has noticed that nobody answers it. */
    private static final Duration NOTICED = Duration.ofSeconds(20);

    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private static final double HUNG_SHARE = 0.6;
    private static final int PENDING = 64;

    /** Beside those that are all healthy. */
    void healthy() {
        var label = "one at a time beside %d healthy".formatted(bench.clusters().size());
        measure("healthy", label, 0.3, 0.6);
    }

    /** Most of them do not answer, and users want something of some of these. */
    void hung() {
        var all = bench.clusters();
        var hung = all.subList(0, (int) (all.size() * HUNG_SHARE));
        var pending = hung.subList(0, Math.min(PENDING, hung.size()));
        bench.jobManagers().of(hung).forEach(flink -> flink.mood(bench.plan().sick()));
        Bench.pause(NOTICED);
        Fleet.each(pending, this::want);
        Bench.pause(NOTICED);
        var label =
                "one at a time beside %d, %d of them %s, %d with an action pending"
                        .formatted(
                                all.size(),
                                hung.size(),
                                bench.plan().sick().name().toLowerCase(Locale.ROOT),
                                pending.size());
        measure("hung", label, 0.3, 1);
        bench.jobManagers().of(hung).forEach(flink -> flink.mood(Mood.HEALTHY));
        recover(pending);
    }

    /** As before: what was to be stopped is stopped by now, and runs again. */
    private void recover(List<String> pending) {
        var toStop = pending.stream().filter(this::isToStop).toList();
        if (!Await.within(RECOVERY, () -> bench.fleet().running(toStop) == 0)) {
            Table.say("%d were not stopped".formatted(bench.fleet().running(toStop)));
        }
        Fleet.each(toStop, bench.fleet()::start);
        bench.awaitRunning(bench.clusters(), RECOVERY);
    }

    private boolean isToStop(String cluster) {
        return bench.clusters().indexOf(cluster) % 3 == 0;
    }

    /** Every third is to be stopped, is edited, is to take a savepoint. */
    private void want(String cluster) {
        switch (bench.clusters().indexOf(cluster) % 3) {
            case 0 -> bench.fleet().stop(cluster);
            case 1 -> bench.fleet().edit(cluster, "pending");
            default -> bench.fleet().savepoint(cluster);
        }
    }

    private void measure(String prefix, String label, double median, double p95) {
        int rounds = bench.plan().rounds();
        var names = new ArrayList<String>();
        for (int round = 0; round < rounds; round++) {
            var name = prefix + round;
            names.add(name);
            bench.fleet().create(name);
            bench.awaitRunning(List.of(name), LIMIT);
            bench.fleet().delete(name);
            if (!bench.fleet().awaitGone(name, LIMIT)) Table.say(name + " is not deleted");
        }
        var pods = bench.sights().toPods(names);
        bench.table()
                .add(
                        label + ": created -> pods",
                        "%s/%s s".formatted(median, p95),
                        Figures.spread(pods),
                        pods.size() == rounds && Figures.within(pods, median, p95),
                        "from the request until a watch shows both pods; p50/p95 (of)");
        var slots = bench.sights().slotsToRunning(names);
        bench.table()
                .add(
                        label + ": slots there -> RUNNING in the status",
                        "<= 1 s",
                        Figures.spread(slots),
                        slots.size() == rounds && Figures.within(slots, 1, 1),
                        "from the TaskManager's registration until a watch shows it, less the bootstrap's run");
        names.forEach(bench.sights()::forget);
        names.forEach(bench.jobManagers()::forget);
    }
}
