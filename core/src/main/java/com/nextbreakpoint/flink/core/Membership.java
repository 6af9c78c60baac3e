package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** To which cluster a FlinkJob belongs. */
public final class Membership {
    private Membership() {}

    /**
     * The cluster's name, whether it exists or not: what the spec says, what was resolved before,
     * or the longest name of a cluster that the job's name starts with. Resolved once and kept;
     * again only in Unknown, or in Stopped when that cluster is gone.
     *
     * @param exists whether there is a FlinkCluster of that name
     */
    public static String clusterOf(
            Resource<FlinkJobSpec, FlinkJobStatus> job, Predicate<String> exists) {
        var spec = job.spec();
        // J4.cluster-2
        if (spec != null && spec.clusterName() != null) return spec.clusterName();
        var name = job.meta().name();
        var known = job.status().clusterName();
        var open =
                switch (job.status().supervisorStatus()) {
                    case Unknown -> true;
                    case Stopped -> !exists.test(known);
                    case Starting, Started, Stopping, Terminated -> false;
                };
        // J4.cluster-2
        if (!known.isEmpty() && !open) return known;
        // J4.cluster-2
        return beginnings(name)
                .filter(exists)
                .findFirst()
                .orElseGet(() -> known.isEmpty() ? guess(name) : known);
    }

    /** The names of all clusters that it may belong to, whichever exist. */
    public static List<String> candidates(Resource<FlinkJobSpec, FlinkJobStatus> job) {
        var spec = job.spec();
        if (spec != null && spec.clusterName() != null) return List.of(spec.clusterName());
        var name = job.meta().name();
        var others = Stream.of(job.status().clusterName(), guess(name));
        return Stream.concat(beginnings(name), others).distinct().toList();
    }

    /** Those that the name continues with a dash, the longest first. */
    public static Stream<String> beginnings(String name) {
        return IntStream.iterate(
                        name.lastIndexOf('-'),
                        dash -> dash > 0,
                        dash -> name.lastIndexOf('-', dash - 1))
                .mapToObj(dash -> name.substring(0, dash));
    }

    /** For the message that names the cluster that is missing. */
    private static String guess(String name) {
        int dash = name.lastIndexOf('-');
        return dash > 0 ? name.substring(0, dash) : name;
    }
}
