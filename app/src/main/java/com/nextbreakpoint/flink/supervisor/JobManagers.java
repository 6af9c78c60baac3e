package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.Stores;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The JobManagers that run.
 *
 * @param targets how a JobManager's pod is reached, empty while it has no address
 */
public record JobManagers(Stores stores, Function<PodView, Optional<Target>> targets) {
    /** Empty while none runs; that of a former cluster of the same name is none. */
    public Optional<Target> of(String cluster) {
        return stores.clusters().get(cluster).stream()
                .flatMap(one -> stores.podsOwnedBy(one.meta().uid()).stream())
                .filter(pod -> isJobManager(pod.getMetadata().getLabels()))
                .map(PodViews::of)
                .filter(pod -> pod.isLiving() && !pod.containerId().isEmpty())
                .findFirst()
                .flatMap(targets);
    }

    private static boolean isJobManager(Map<String, String> labels) {
        return Labels.JOB_MANAGER.equals(labels.get(Labels.ROLE));
    }
}
