package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.bench.Figures.Sample;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Users create, edit and delete deployments and take savepoints, one after the other. */
record Churn(Bench bench) {
    private static final Duration STEP = Duration.ofSeconds(2);

    /** So many come and go; all others stay. */
    private static final int COMING = 12;

    /** A line through what grows by no more than this is as good as flat, in MB a minute. */
    private static final double FLAT = 0.2;

    private static final Duration RECOVERY = Duration.ofMinutes(3);
    private static final int ERRORS_TOLD = 3;

    void measure() {
        int errors = bench.operator().errors().size();
        var samples = new ArrayList<Sample>();
        Deque<String> living = new ArrayDeque<>();
        long begin = System.nanoTime();
        long end = begin + bench.plan().churn().toNanos();
        int step = 0;
        for (; System.nanoTime() < end; step++) {
            change(step, living);
            Bench.pause(STEP);
            double seconds = (System.nanoTime() - begin) / 1e9;
            samples.add(new Sample(seconds, bench.operator().residentMegabytes()));
        }
        living.forEach(this::delete);
        bench.awaitRunning(bench.clusters(), RECOVERY);
        memory(samples, step);
        errors(errors);
    }

    private void change(int step, Deque<String> living) {
        var stays = bench.clusters().get(step % bench.clusters().size());
        switch (step % 4) {
            case 0 -> {
                var name = "churn" + step;
                bench.fleet().create(name);
                living.addLast(name);
            }
            case 1 -> bench.fleet().edit(stays, "churn" + step);
            case 2 -> bench.fleet().savepoint(stays);
            default -> {
                if (living.size() > COMING) delete(living.removeFirst());
            }
        }
    }

    private void delete(String name) {
        bench.fleet().delete(name);
        bench.sights().forget(name);
    }

    private void memory(List<Sample> samples, int steps) {
        // The heap first takes the size that the work wants.
        var late = samples.subList(samples.size() / 3, samples.size());
        double slope = Figures.slopePerMinute(late);
        bench.table()
                .add(
                        label() + ": slope of the resident memory",
                        "0",
                        "%s MB a minute, %d MB at the end"
                                .formatted(
                                        Figures.text(slope), bench.operator().residentMegabytes()),
                        bench.operator().lives() && slope <= FLAT,
                        "line through the last two thirds of %d samples, %d actions; up to %s counts as 0"
                                .formatted(samples.size(), steps, FLAT));
    }

    private void errors(int before) {
        var errors = bench.operator().errors();
        var fresh = errors.subList(before, errors.size());
        bench.table()
                .add(
                        label() + ": errors in the log",
                        "0",
                        String.valueOf(fresh.size()),
                        fresh.isEmpty(),
                        String.join("; ", fresh.subList(0, Math.min(ERRORS_TOLD, fresh.size()))));
    }

    private String label() {
        return "churn of %d minutes beside %d"
                .formatted(bench.plan().churn().toMinutes(), bench.clusters().size());
    }
}
