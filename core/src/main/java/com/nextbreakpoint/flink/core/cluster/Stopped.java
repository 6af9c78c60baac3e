package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A cluster of which nothing of Flink is left.
 *
 * @param podsLeft a JobManager or a TaskManager exists all the same
 */
record Stopped(Asked asked, boolean podsLeft) implements ClusterFacts {
    static Stopped of(ClusterReading r) {
        return new Stopped(ClusterRequests.asked(r), r.allPods().findAny().isPresent());
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
        if (asked.request() == Request.STOP)
            return mark(ClusterMove.CARRY_OUT_STOP, ClusterReason.STOP_REQUESTED);
        // K3.stopped-1
        if (podsLeft) return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.PODS_TERMINATING);
        // A5.start, K3.stopped-1
        return asked.running()
                ? go(SupervisorStatus.Starting, ClusterReason.START_REQUESTED)
                : stay(ClusterReason.CLUSTER_STOPPED);
    }
}
