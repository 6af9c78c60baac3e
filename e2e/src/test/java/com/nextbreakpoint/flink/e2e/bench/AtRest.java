package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.bench.Audit.Request;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What the operator costs while nothing changes but that each job completes a checkpoint a minute.
 */
record AtRest(Bench bench) {
    /** After a change the operator may look more often for a minute; a short form waits less. */
    private static final Duration SETTLING = Duration.ofSeconds(70);

    private static final Map<Integer, Integer> MEGABYTES =
            Map.of(0, 130, 100, 160, 500, 250, 1000, 400);
    private static final Map<Integer, Integer> PERCENT = Map.of(100, 2, 500, 10);
    private static final int KINDS_TOLD = 4;

    void measure() {
        int count = bench.clusters().size();
        var quiet = bench.plan().quiet();
        Bench.pause(SETTLING.compareTo(quiet) < 0 ? SETTLING : quiet);
        var mark = bench.audit().mark();
        double before = bench.operator().cpuSeconds();
        bench.flinks().forEach(SimulatedFlink::resetCounts);
        long begin = System.nanoTime();
        Bench.pause(quiet);
        double seconds = (System.nanoTime() - begin) / 1e9;
        double cpu = 100 * (bench.operator().cpuSeconds() - before) / seconds;
        var requests = bench.audit().since(mark);
        memory(count);
        cpu(count, cpu, seconds);
        if (count > 0) {
            kubernetes(count, requests, seconds);
            flink(count, seconds);
        }
    }

    private void memory(int count) {
        var operator = bench.operator();
        long now = operator.residentMegabytes();
        var figure = "resident memory at %d clusters".formatted(count);
        var measured = "%d MB (%d MB at most)".formatted(now, operator.peakMegabytes());
        var how = "VmRSS of the process, limit " + operator.limit() + "; " + unwell(count);
        var aim = MEGABYTES.get(count);
        if (aim == null) {
            bench.table().add(figure, measured, how);
        } else {
            boolean met = operator.lives() && now <= aim && unwell(count).isEmpty();
            bench.table().add(figure, "<= %d MB".formatted(aim), measured, met, how);
        }
    }

    /** "" when all jobs run; else the figures are of something else than they are meant to be. */
    private String unwell(int count) {
        long running = bench.fleet().running(bench.clusters());
        if (!bench.operator().lives()) return "the operator has ended";
        return running == count ? "" : "only %d of %d are RUNNING".formatted(running, count);
    }

    private void cpu(int count, double percent, double seconds) {
        var figure = "CPU at %d clusters, nothing changing".formatted(count);
        var measured = Figures.text(percent) + " % of a core";
        var how =
                "user and system time of the process over %.0f s; %s"
                        .formatted(seconds, unwell(count));
        var aim = PERCENT.get(count);
        if (aim == null) {
            bench.table().add(figure, measured, how);
        } else {
            bench.table().add(figure, "<= %d %%".formatted(aim), measured, percent <= aim, how);
        }
    }

    private void kubernetes(int count, List<Request> requests, double seconds) {
        double reads = requests.stream().filter(Request::isRead).count() / seconds;
        double writes = requests.size() / seconds - reads;
        var figure = "API server at %d clusters, nothing changing: %s";
        boolean aimed = count == Plan.MANY;
        add(
                figure.formatted(count, "reads"),
                reads,
                aimed ? 1 : 0,
                most(requests, Request::isRead, seconds));
        Predicate<Request> isWrite = Predicate.not(Request::isRead);
        add(
                figure.formatted(count, "writes"),
                writes,
                aimed ? 2 : 0,
                most(requests, isWrite, seconds));
    }

    private void add(String figure, double rate, int aim, String how) {
        var measured = Figures.text(rate) + "/s";
        if (aim == 0) {
            bench.table().add(figure, measured, how);
        } else {
            bench.table().add(figure, "<= %d/s".formatted(aim), measured, rate <= aim, how);
        }
    }

    /** The most frequent kinds of requests. */
    private static String most(List<Request> requests, Predicate<Request> which, double seconds) {
        var kinds =
                requests.stream()
                        .filter(which)
                        .collect(
                                Collectors.groupingBy(
                                        one -> one.verb() + " " + one.resource(),
                                        Collectors.counting()));
        return "audit log of the operator's user: "
                + kinds.entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                        .limit(KINDS_TOLD)
                        .map(
                                one ->
                                        one.getKey()
                                                + " "
                                                + Figures.text(one.getValue() / seconds)
                                                + "/s")
                        .collect(Collectors.joining(", "));
    }

    private void flink(int count, double seconds) {
        var flinks = bench.flinks();
        double mean =
                flinks.stream().mapToLong(SimulatedFlink::requests).average().orElse(0) / seconds;
        double most = flinks.stream().mapToLong(SimulatedFlink::requests).max().orElse(0) / seconds;
        double connections =
                flinks.stream().mapToInt(SimulatedFlink::connections).average().orElse(0);
        int mostConnections = flinks.stream().mapToInt(SimulatedFlink::connections).max().orElse(0);
        bench.table()
                .add(
                        "requests to a JobManager at rest, of %d".formatted(count),
                        "<= 1/s, 1 connection",
                        "%s/s (%s/s at most), %s connections (%d at most)"
                                .formatted(
                                        Figures.text(mean),
                                        Figures.text(most),
                                        Figures.text(connections),
                                        mostConnections),
                        most <= 1.05 && mostConnections <= 1,
                        "counted by the JobManagers over %.0f s; a connection is a port of the caller"
                                .formatted(seconds));
    }
}
