package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.bench.Audit.Request;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Many deployments that are created at once. */
record Burst(Bench bench) {
    private static final Duration LEAST = Duration.ofMinutes(2);
    private static final Duration EACH = Duration.ofMillis(500);

    /** Until all of so many run, in seconds. */
    private static final Map<Integer, Integer> ALL_RUN = Map.of(100, 10, 400, 40);

    private static final int PODS_SECONDS = 3;
    private static final int ONE_BURST = 100;

    /** So many more; returns when all run, or it takes too long. */
    void grow(int by) {
        int before = bench.clusters().size();
        var mark = bench.audit().mark();
        double cpu = bench.operator().cpuSeconds();
        var names = bench.grow(by);
        bench.awaitRunning(names, LEAST.plus(EACH.multipliedBy(by)));
        if (!bench.plan().wants("burst")) return;
        var label = "%d created at once beside %d".formatted(by, before);
        cpu = bench.operator().cpuSeconds() - cpu;
        times(label, names);
        bench.table()
                .add(
                        label + ": processor time of each",
                        Figures.text(cpu / by) + " s",
                        "what the operator took until all were RUNNING, which other work on the machine changes little");
        writes(label, names, bench.audit().since(mark));
    }

    private void times(String label, List<String> names) {
        int by = names.size();
        var pods = bench.sights().toPods(names);
        var how = "from each request to create until a watch shows both pods; p50/p95 (of)";
        bench.table()
                .add(
                        label + ": created -> pods",
                        "p95 <= %d s".formatted(PODS_SECONDS),
                        Figures.spread(pods),
                        pods.size() == by && Figures.within(pods, PODS_SECONDS, PODS_SECONDS),
                        how);
        var running = bench.sights().toRunning(names);
        var all = Figures.text(Figures.percentile(running, 1));
        var measured =
                running.size() == by
                        ? all
                        : "%d of %d, the last after %s".formatted(running.size(), by, all);
        var ways =
                "from the request until a watch shows the job RUNNING, bootstraps and Flinks take no time";
        var aim = ALL_RUN.get(by);
        if (aim == null) {
            bench.table().add(label + ": all RUNNING", measured, ways);
        } else {
            boolean met = running.size() == by && Figures.percentile(running, 1).toSeconds() < aim;
            bench.table()
                    .add(label + ": all RUNNING", "<= %d s".formatted(aim), measured, met, ways);
        }
        slots(label, names);
    }

    private void slots(String label, List<String> names) {
        bench.table()
                .add(
                        label + ": slots there -> RUNNING in the status",
                        Figures.spread(bench.sights().slotsToRunning(names)),
                        "from the TaskManager's registration until a watch shows it, less the bootstrap's run");
    }

    private void writes(String label, List<String> names, List<Request> requests) {
        var deployments = writes(requests, "flinkdeployments/status", Function.identity(), names);
        var clusters = writes(requests, "flinkclusters/status", Function.identity(), names);
        var jobs = writes(requests, "flinkjobs/status", name -> name + "-job", names);
        boolean met = deployments.getMax() <= 3 && clusters.getMax() <= 3 && jobs.getMax() <= 4;
        var figure = label + ": status writes of each until RUNNING, deployment/cluster/job";
        var measured = "%s, %s, %s".formatted(text(deployments), text(clusters), text(jobs));
        var how = "audit log, the mean (and the most) of one resource";
        if (names.size() == ONE_BURST) {
            bench.table().add(figure, "<= 3/3/4", measured, met, how);
        } else {
            bench.table().add(figure, measured, how);
        }
    }

    private static LongSummaryStatistics writes(
            List<Request> requests,
            String resource,
            Function<String, String> name,
            List<String> clusters) {
        Set<String> named = clusters.stream().map(name).collect(Collectors.toSet());
        return requests.stream()
                .filter(one -> one.resource().equals(resource) && one.isStatus())
                .filter(one -> named.contains(one.name()))
                .collect(Collectors.groupingBy(Request::name, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(Long::longValue)
                .summaryStatistics();
    }

    private static String text(LongSummaryStatistics counts) {
        return "%s (%d)".formatted(Figures.text(counts.getAverage()), Math.max(0, counts.getMax()));
    }
}
