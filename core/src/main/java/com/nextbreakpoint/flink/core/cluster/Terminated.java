package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;

/** A cluster that is deleted and of which nothing is left. */
record Terminated(boolean finalizer) implements ClusterFacts {
    static Terminated of(ClusterReading r) {
        return new Terminated(r.hasFinalizer());
    }

    @Override
    public Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide() {
        // K3.terminated-1: only the finalizer goes
        return finalizer
                ? act(ClusterMove.REMOVE_FINALIZER, ClusterReason.TERMINATED)
                : stay(ClusterReason.TERMINATED);
    }
}
