package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Resource;
import java.util.Collection;
import java.util.Comparator;

/** To which cluster a FlinkJob belongs. */
public final class Membership {
    private Membership() {}

    /**
     * The cluster's name, whether it exists or not: what the spec says, what was resolved before,
     * or the longest name of a cluster that the job's name starts with. Resolved once and kept;
     * again only in Unknown, or in Stopped when that cluster is gone.
     *
     * @param clusters the names of the FlinkClusters that exist
     */
    public static String clusterOf(
            Resource<FlinkJobSpec, FlinkJobStatus> job, Collection<String> clusters) {
        var spec = job.spec();
        if (spec != null && spec.clusterName() != null) return spec.clusterName();
        var name = job.meta().name();
        var known = job.status().clusterName();
        var open =
                switch (job.status().supervisorStatus()) {
                    case Unknown -> true;
                    case Stopped -> !clusters.contains(known);
                    case Starting, Started, Stopping, Terminated -> false;
                };
        if (!known.isEmpty() && !open) return known;
        return clusters.stream()
                .filter(cluster -> name.startsWith(cluster + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElseGet(() -> known.isEmpty() ? guess(name) : known);
    }

    /** For the message that names the cluster that is missing. */
    private static String guess(String name) {
        int dash = name.lastIndexOf('-');
        return dash > 0 ? name.substring(0, dash) : name;
    }
}
