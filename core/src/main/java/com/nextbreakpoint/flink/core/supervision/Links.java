package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.job.ClusterLink;
import org.jspecify.annotations.Nullable;

/** What the jobs are told of their cluster. */
final class Links {
    private Links() {}

    /**
     * The link after the cluster's own step.
     *
     * @param status as that step leaves it; null when the cluster does not exist
     * @param survivors whether jobs outlived their JobManager
     * @param promised the slots that are promised to other jobs
     */
    static ClusterLink link(
            World world, @Nullable FlinkClusterStatus status, boolean survivors, int promised) {
        var spec = world.cluster() == null ? null : world.cluster().spec();
        var tuning = spec == null ? Tuning.DEFAULT : Tuning.of(spec);
        var container =
                world.jobManagers().stream()
                        .filter(PodView::isLiving)
                        .findFirst()
                        .map(PodView::incarnation)
                        .orElse("");
        var incarnation = world.flink().processIn(container);
        var known = status == null ? FlinkClusterStatus.NONE : status;
        var supervision = known.supervision();
        var stopping = known.supervisorStatus() == SupervisorStatus.Stopping;
        var reason = supervision.stopReason();
        return new ClusterLink(
                status != null,
                world.name(),
                world.cluster() == null ? "" : world.cluster().meta().uid(),
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
                world.flink().answersFor(incarnation) ? world.flink().slotsFree() - promised : 0,
                world.flink(),
                tuning);
    }
}
