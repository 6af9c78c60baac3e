package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Terminated;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A job that nobody has looked at yet.
 *
 * @param equipped it has our finalizer and labels
 */
record Unknown(Asked asked, boolean equipped, Cluster cluster, boolean suspended)
        implements JobFacts {
    static Unknown of(JobReading r) {
        var labels = r.meta().labels().entrySet().containsAll(r.labels().entrySet());
        return new Unknown(
                JobRequests.asked(r), r.hasFinalizer() && labels, r.cluster(), r.isSuspended());
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        // J4.terminated-1
        if (asked.deleted()) return go(Terminated, JobReason.RESOURCE_DELETED);
        // J4.unknown-2
        if (!equipped) return act(JobMove.ADD_FINALIZER, JobReason.INITIALISING);
        // J4.unknown-1, J4.started-6
        if (suspended) return go(Stopped, JobReason.SUSPENDED);
        // J4.unknown-1
        return switch (cluster) {
            case MISSING -> go(Stopped, JobReason.CLUSTER_NOT_FOUND);
            case STOPPING, STOPPED -> go(Stopped, JobReason.CLUSTER_STOPPED);
            case STARTING, STARTED -> go(Starting, JobReason.INITIALISING);
        };
    }
}
