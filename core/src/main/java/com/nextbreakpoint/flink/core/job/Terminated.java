package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;

/** A deleted job of which nothing is left but its resource. */
record Terminated(boolean finalizer) implements JobFacts {
    static Terminated of(JobReading r) {
        return new Terminated(r.hasFinalizer());
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        // J4.terminated-1
        return finalizer
                ? act(JobMove.REMOVE_FINALIZER, JobReason.TERMINATED)
                : stay(JobReason.TERMINATED);
    }
}
