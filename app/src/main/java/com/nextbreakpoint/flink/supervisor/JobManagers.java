package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The JobManagers that run.
 *
 * @param targets how a JobManager's pod is reached, empty while it has no address
 */
public record JobManagers(Stores stores, Function<PodView, Optional<Target>> targets) {
    /** Empty while none runs; that of a former cluster of the same name is none. */
    public Optional<Target> of(String cluster) {
        return following(cluster).get();
    }

    /** The same for one thread that asks again and again: a pod is read when it has changed. */
    Supplier<Optional<Target>> following(String cluster) {
        return new Following(cluster);
    }

    private final class Following implements Supplier<Optional<Target>> {
        private final String cluster;
        private String read = "";
        private Optional<PodView> view = Optional.empty();

        Following(String cluster) {
            this.cluster = cluster;
        }

        @Override
        public Optional<Target> get() {
            return stores.clusters().get(cluster).stream()
                    .flatMap(one -> stores.podsOwnedBy(one.meta().uid()).stream())
                    .filter(pod -> isJobManager(pod.getMetadata().getLabels()))
                    .flatMap(pod -> living(pod).stream())
                    .findFirst()
                    .flatMap(targets);
        }

        private Optional<PodView> living(Pod pod) {
            var meta = pod.getMetadata();
            var version = meta.getUid() + "/" + meta.getResourceVersion();
            if (!version.equals(read)) {
                view =
                        Optional.of(PodViews.of(pod))
                                .filter(one -> one.isLiving() && !one.containerId().isEmpty());
                read = version;
            }
            return view;
        }
    }

    private static boolean isJobManager(Map<String, String> labels) {
        return Labels.JOB_MANAGER.equals(labels.get(Labels.ROLE));
    }
}
