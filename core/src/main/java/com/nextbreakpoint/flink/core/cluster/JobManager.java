package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.desired.JobManagerPod;
import io.fabric8.kubernetes.api.model.Pod;

/** Where the JobManager stands. */
enum JobManager {
    /** None exists, and the next one is not counted yet. */
    LOST,
    /** None exists, the next one is counted. */
    NONE,
    GOING,
    DEAD,
    SILENT,
    /** Kubernetes finds it ready, and yet it has not answered us for taskTimeout. */
    UNREACHABLE,
    ANSWERS;

    static JobManager of(ClusterReading r) {
        if (r.jobManager().isPresent()) {
            if (r.flinkAnswers()) return ANSWERS;
            return isUnreachable(r) ? UNREACHABLE : SILENT;
        }
        var pods = r.observed().jobManagers();
        if (pods.stream().anyMatch(pod -> pod.life() == PodView.Life.DEAD)) return DEAD;
        // K3.started-1
        if (!pods.isEmpty()) return GOING;
        var supervision = r.supervision();
        var counted =
                supervision.incarnation().isEmpty()
                        || supervision.jobManagerCount() > supervision.incarnationCount();
        return counted ? NONE : LOST;
    }

    private static boolean isUnreachable(ClusterReading r) {
        var since = r.flink().unreachableSince();
        return since != null
                && r.jobManager()
                        .filter(PodView::ready)
                        .map(pod -> ClusterReading.later(pod.since(), since))
                        .filter(both -> r.isOver(both, r.tuning().taskTimeout()))
                        .isPresent();
    }

    static boolean isUnresponsive(ClusterReading r) {
        // C1.4, K3.started-3
        return r.jobManager()
                .filter(pod -> !pod.ready() && r.flinkIsSilent())
                .filter(pod -> r.isOver(pod.since(), r.tuning().taskTimeout()))
                .isPresent();
    }

    /** The next one gets a name of its own. */
    static FlinkClusterStatus count(ClusterReading r) {
        // T7.names
        return ClusterReading.note(
                r.status(), s -> s.jobManagerCount(r.supervision().jobManagerCount() + 1));
    }

    static Pod pod(ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var suffix = Hashes.suffix(meta.uid() + "/" + r.supervision().jobManagerCount());
        return JobManagerPod.desired(
                meta,
                r.spec(),
                r.supervision().revision().jobManager(),
                Names.jobManagerPod(meta.name(), suffix),
                r.tuning());
    }
}
