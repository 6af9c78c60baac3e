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
        // K3.stopping-4
        if (asked.deleted()) return go(SupervisorStatus.Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = ClusterRequests.take(asked);
        // A5.1, A5.unknown
        if (taken != null) return taken;
        // A5.start
        if (asked.request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        // A5.cluster-stop
        if (asked.request() == Request.STOP || !asked.running())
            return go(SupervisorStatus.Stopping, ClusterReason.STOP_REQUESTED);
        // K3.starting-3
        if (changed) return go(SupervisorStatus.Stopping, ClusterReason.SPEC_CHANGED);
        var mended = upkeep.mend();
        // K3.starting-1
        if (mended != null) return mended;
        // K3.starting-1
        if (upkeep.jobManager() == JobManager.ANSWERS)
            return go(SupervisorStatus.Started, ClusterReason.CLUSTER_STARTED);
        // K3.starting-2
        return upkeep.jobManager() == JobManager.SILENT && !upkeep.stuck()
                ? stay(ClusterReason.JOB_MANAGER_STARTING)
                : stay(upkeep.waiting());
    }

    /** Who was not up before takes the spec as it is; after a restart that is done already. */
    static FlinkClusterStatus enter(FlinkClusterStatus crossing, ClusterReading r) {
        return switch (r.status().supervisorStatus()) {
            // K3.stopped-1
            case Unknown, Stopped -> Revisions.raiseBoth(crossing, r);
            case Starting, Started, Stopping, Terminated -> crossing;
        };
    }
}
