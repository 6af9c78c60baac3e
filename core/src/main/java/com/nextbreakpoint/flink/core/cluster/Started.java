package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A cluster that serves.
 *
 * @param unresponsive Kubernetes too has found the JobManager not ready for taskTimeout
 */
record Started(Asked asked, Change change, boolean unresponsive, Upkeep upkeep)
        implements ClusterFacts {
    /** What the spec wants other than what the cluster was started with. */
    enum Change {
        NONE,
        /** The API server was not asked yet whether it takes the changed pods. */
        REHEARSE,
        REFUSED,
        ACCEPTED;

        private static Change of(ClusterReading r) {
            if (!Revisions.isChanged(r)) return NONE;
            var key = ChangedPods.key(r);
            var refusals = r.observed().refusals();
            if (refusals.rehearsed().contains(key)) return ACCEPTED;
            return refusals.of(key).filter(refusal -> !r.alarm().has(refusal.retryAt())).isPresent()
                    ? REFUSED
                    : REHEARSE;
        }
    }

    static Started of(ClusterReading r) {
        return new Started(
                ClusterRequests.asked(r), Change.of(r), JobManager.isUnresponsive(r), Upkeep.of(r));
    }

    @Override
    public Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide() {
        // K3.stopping-4
        if (asked.deleted()) return go(SupervisorStatus.Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = ClusterRequests.take(asked);
        // A5.1, A5.unknown
        if (taken != null) return taken;
        // A5.cluster-start
        if (asked.request() == Request.START)
            return go(SupervisorStatus.Stopping, ClusterReason.START_REQUESTED);
        // A5.cluster-stop
        if (asked.request() == Request.STOP || !asked.running())
            return go(SupervisorStatus.Stopping, ClusterReason.STOP_REQUESTED);
        // C1.9
        if (change == Change.REHEARSE) return act(ClusterMove.REHEARSE, ClusterReason.REHEARSING);
        // K3.started-7, K3.started-8
        if (change == Change.ACCEPTED)
            return go(SupervisorStatus.Stopping, ClusterReason.SPEC_CHANGED);
        // K3.started-3
        if (unresponsive)
            return go(SupervisorStatus.Stopping, ClusterReason.JOB_MANAGER_UNRESPONSIVE);
        var mended = upkeep.mend();
        // K3.started-1, K3.started-5
        if (mended != null) return mended;
        // C1.9
        if (change == Change.REFUSED) return stay(ClusterReason.CHANGE_REFUSED);
        // C1.6
        return stay(upkeep.waiting());
    }

    /** A START without savepoint is for the jobs of that start only. */
    static FlinkClusterStatus enter(FlinkClusterStatus crossing) {
        return ClusterReading.note(crossing, s -> s.startedWithoutSavepoint(null));
    }
}
