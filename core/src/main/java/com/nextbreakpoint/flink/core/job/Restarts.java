package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.core.job.JobFacts.Restart;
import java.util.EnumSet;
import java.util.Set;

/** Which ended jobs start again by themselves, and when. */
final class Restarts {
    /** Ends that the policy answers with a delayed, counted restart. */
    static final Set<EndedBy> COUNTED =
            EnumSet.of(
                    EndedBy.Finished,
                    EndedBy.Canceled,
                    EndedBy.Failed,
                    EndedBy.Lost,
                    EndedBy.StartFailed);

    private static final Set<EndedBy> FAILURES =
            EnumSet.of(EndedBy.Failed, EndedBy.Lost, EndedBy.StartFailed);

    private Restarts() {}

    static Restart of(JobReading r) {
        var spec = r.observed().job().spec();
        var ended = r.supervision().endedBy();
        if (spec == null) return Restart.NO;
        if (ended == null) return Restart.DUE;
        if (FAILURES.contains(ended) && r.differsFromAttempt()) return Restart.DUE;
        if (!isAllowed(ended, spec.restart().restartPolicy())) return Restart.NO;
        if (!COUNTED.contains(ended)) return Restart.DUE;
        if (isExhausted(r)) return Restart.EXHAUSTED;
        return r.isDelayed() ? Restart.LATER : Restart.DUE;
    }

    static boolean isExhausted(JobReading r) {
        var spec = r.observed().job().spec();
        var limit = spec == null ? null : spec.restart().maxRestarts();
        return limit != null && r.status().restarts() >= limit;
    }

    private static boolean isAllowed(EndedBy ended, RestartPolicy policy) {
        return switch (ended) {
            case Planned, Suspended -> true;
            case Failed, Lost, StartFailed -> policy != RestartPolicy.Never;
            case Finished, Canceled, Cluster -> policy == RestartPolicy.Always;
            case UserStop, Unknown -> false;
        };
    }
}
