package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Verdict;

/** A cluster that is seen for the first time. */
record Unknown(Asked asked, boolean finalizer) implements ClusterFacts {
    static Unknown of(ClusterReading r) {
        return new Unknown(ClusterRequests.asked(r), r.hasFinalizer());
    }

    @Override
    public Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide() {
        // K3.stopping-4
        if (asked.deleted()) return go(SupervisorStatus.Terminated, ClusterReason.RESOURCE_DELETED);
        // K3.unknown-1
        if (!finalizer) return act(ClusterMove.ADD_FINALIZER, ClusterReason.INITIALISING);
        // K3.starting-1
        return go(SupervisorStatus.Starting, ClusterReason.CLUSTER_INITIALISED);
    }
}
