package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.job.ClusterLink;
import com.nextbreakpoint.flink.core.job.JobObserved;
import org.jspecify.annotations.Nullable;

/**
 * What the jobs observe: each itself, and all of them their cluster.
 *
 * @param status as the cluster's own step leaves it; null when the cluster does not exist
 * @param survivors whether jobs outlived their JobManager
 */
record JobObservations(World world, @Nullable FlinkClusterStatus status, boolean survivors) {
    /**
     * What one job observes.
     *
     * @param promised the slots that are promised to other jobs
     */
    JobObserved of(World.JobSeen seen, int promised) {
        return new JobObserved(seen.job(), cluster(promised), seen.bootstrap(), seen.refusals());
    }

    private ClusterLink cluster(int promised) {
        var cluster = world.cluster();
        var flink = world.flink();
        var container =
                world.jobManagers().stream()
                        .filter(PodView::isLiving)
                        .findFirst()
                        .map(PodView::incarnation)
                        .orElse("");
        var incarnation = flink.processIn(container);
        var known = status == null ? FlinkClusterStatus.NONE : status;
        var supervision = known.supervision();
        var stopping = known.supervisorStatus() == SupervisorStatus.Stopping;
        var reason = supervision.stopReason();
        return new ClusterLink(
                status != null,
                world.name(),
                cluster == null ? "" : cluster.meta().uid(),
                known.supervisorStatus(),
                stopping && reason != StopReason.UserStop && reason != StopReason.Deleted,
                stopping && reason == StopReason.UserStop && supervision.withoutSavepoint(),
                supervision.startedWithoutSavepoint(),
                known.clusterHealth(),
                world.jobManagers().isEmpty(),
                incarnation,
                world.taskManagers().stream()
                        .anyMatch(pod -> pod.revision() < supervision.revision().taskManager()),
                survivors,
                flink.answersFor(incarnation) ? flink.slotsFree() - promised : 0,
                flink,
                world.tuning());
    }
}
