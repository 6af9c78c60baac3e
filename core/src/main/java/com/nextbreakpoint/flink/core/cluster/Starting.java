package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A cluster whose pods are made; it is started when Flink answers.
 *
 * @param changed the spec wants other than what the cluster is started with
 */
record Starting(Asked asked, boolean changed, Upkeep upkeep) implements ClusterFacts {
    static Starting of(ClusterReading r) {
        return new Starting(ClusterRequests.asked(r), Revisions.isChanged(r), Upkeep.of(r));
    }

    @Override
    public Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide() {
        if (asked.deleted()) return go(SupervisorStatus.Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = ClusterRequests.take(asked);
        if (taken != null) return taken;
        if (asked.request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        if (asked.request() == Request.STOP || !asked.running())
            return go(SupervisorStatus.Stopping, ClusterReason.STOP_REQUESTED);
        if (changed) return go(SupervisorStatus.Stopping, ClusterReason.SPEC_CHANGED);
        var mended = upkeep.mend();
        if (mended != null) return mended;
        if (upkeep.jobManager() == JobManager.ANSWERS)
            return go(SupervisorStatus.Started, ClusterReason.CLUSTER_STARTED);
        return upkeep.jobManager() == JobManager.SILENT && !upkeep.stuck()
                ? stay(ClusterReason.JOB_MANAGER_STARTING)
                : stay(upkeep.waiting());
    }

    /** Who was not up before takes the spec as it is; after a restart that is done already. */
    static FlinkClusterStatus enter(FlinkClusterStatus crossing, ClusterReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown, Stopped -> Revisions.raiseBoth(crossing, r);
            case Starting, Started, Stopping, Terminated -> crossing;
        };
    }
}
