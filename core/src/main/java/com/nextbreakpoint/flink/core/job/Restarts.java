package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Delays;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which ended jobs start again by themselves, and when. */
final class Restarts {
    /** Ends that the policy answers with a delayed, counted restart. */
    private static final Set<EndedBy> COUNTED =
            EnumSet.of(
                    EndedBy.Finished,
                    EndedBy.Canceled,
                    EndedBy.Failed,
                    EndedBy.Lost,
                    EndedBy.StartFailed);

    private static final Set<EndedBy> FAILURES =
            EnumSet.of(EndedBy.Failed, EndedBy.Lost, EndedBy.StartFailed);

    private Restarts() {}

    /** What the policy says of a job that ended. */
    enum Restart {
        NO,
        LATER,
        EXHAUSTED,
        DUE
    }

    static Restart of(JobReading r) {
        var spec = r.spec();
        var ended = r.supervision().endedBy();
        if (spec == null) return Restart.NO;
        // J4.stopped-start
        if (ended == null) return Restart.DUE;
        // J4.stopped-edited
        if (FAILURES.contains(ended) && r.differsFromAttempt()) return Restart.DUE;
        if (!isAllowed(ended, spec.restart().restartPolicy())) return Restart.NO;
        if (!COUNTED.contains(ended)) return Restart.DUE;
        // J4.stopped-delays
        if (isExhausted(r)) return Restart.EXHAUSTED;
        // J4.stopped-delays
        return r.isDelayed() ? Restart.LATER : Restart.DUE;
    }

    /** Whether the start that follows counts as a restart. */
    static boolean isCounted(JobReading r) {
        var ended = r.supervision().endedBy();
        return ended != null && COUNTED.contains(ended);
    }

    static boolean isExhausted(JobReading r) {
        var spec = r.spec();
        var limit = spec == null ? null : spec.restart().maxRestarts();
        return limit != null && r.status().restarts() >= limit;
    }

    private static boolean isAllowed(EndedBy ended, RestartPolicy policy) {
        return switch (ended) {
            // J4.stopped-planned, J4.stopped-suspended
            case Planned, Suspended -> true;
            // J4.stopped-failed
            case Failed, Lost, StartFailed -> policy != RestartPolicy.Never;
            // J4.stopped-finished, J4.stopped-cluster
            case Finished, Canceled, Cluster -> policy == RestartPolicy.Always;
            // J4.stopped-user-stop, J4.started-3
            case UserStop, Unknown -> false;
        };
    }

    /** When the policy starts it again, null when it is not a matter of delays. */
    static @Nullable Instant next(@Nullable EndedBy ended, int restarts, JobReading r) {
        var spec = r.spec();
        if (ended == null || spec == null || !COUNTED.contains(ended)) return null;
        return r.now().plus(Delays.restart(spec.restart(), restarts));
    }

    /** Whether the job has run for so long that its earlier failures are forgotten. */
    static boolean isHealthy(JobReading r) {
        var since = r.supervision().startedTimestamp();
        var spec = r.spec();
        return since != null
                && spec != null
                && JobReading.elapsed(since, ranUntil(r))
                                .compareTo(Delays.healthyPeriod(spec.restart()))
                        >= 0;
    }

    /** What follows the last moment in which it was seen to run is no healthy time. */
    private static Instant ranUntil(JobReading r) {
        return Conditions.find(r.status().conditions(), Conditions.RUNNING)
                .filter(running -> !running.status().equals(Conditions.TRUE))
                .map(Condition::lastTransitionTime)
                .orElse(r.now());
    }
}
