package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.bench.SimulatedFlink.Mood;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured; {@code dev/bench.sh} says it.
 *
 * @param folder of the API server: its audit log, and where the results go
 * @param figures their names
 * @param clusters at which numbers of clusters figures are taken, ascending
 * @param quiet how long nothing changes while figures at rest are taken
 * @param churn how long clusters come and go
 * @param rounds how often something is measured that is measured one at a time
 * @param sick how those answer that are said to hang
 */
record Plan(
        Path folder,
        String namespace,
        Set<String> figures,
        List<Integer> clusters,
        Duration quiet,
        Duration churn,
        int rounds,
        Mood sick,
        String commit) {
    /** Beyond it only the figures at rest are taken. */
    static final int MANY = 500;

    static Plan ofProperties() {
        return new Plan(
                Path.of(required("bench.folder")),
                required("bench.namespace"),
                Set.of(required("bench.figures").split(" ")),
                Stream.of(required("bench.clusters").split(" "))
                        .map(Integer::valueOf)
                        .sorted()
                        .toList(),
                Duration.ofSeconds(Integer.getInteger("bench.quiet", 60)),
                Duration.ofMinutes(Integer.getInteger("bench.minutes", 10)),
                Integer.getInteger("bench.rounds", 20),
                Mood.valueOf(System.getProperty("bench.sick", Mood.HUNG.name())),
                required("bench.commit"));
    }

    private static String required(String property) {
        var value = System.getProperty(property, "");
        if (value.isEmpty()) {
            throw new IllegalStateException(property + " is missing: run dev/bench.sh");
        }
        return value;
    }

    boolean wants(String figure) {
        return figures.contains(figure);
    }
}
