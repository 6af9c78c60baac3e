package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.News;

/** The facts about a job that is being stopped. */
final class StopFactsOf {
    private StopFactsOf() {}

    static JobFacts of(JobReading r) {
        return new JobFacts.Stopping(
                JobRequests.asked(r),
                r.supervision().stopReason() == StopReason.Deleted,
                isReasonGone(r),
                Bootstraps.remains(r),
                r.fate(),
                r.endRead(),
                Stops.trigger(r),
                Stops.plan(r),
                r.isDelayed() || r.isRefused("StopJob"),
                r.isRestoring(),
                news(r),
                isForced(r));
    }

    private static News news(JobReading r) {
        return switch (Savepoints.of(r)) {
            case COMPLETED -> News.SAVEPOINT;
            case FAILED -> News.FAILED_SAVEPOINT;
            case NONE, DUE, TO_POST, PENDING -> RestorePoints.isNoteDue(r) ? News.STATE : News.NONE;
        };
    }

    private static boolean isReasonGone(JobReading r) {
        var reason = r.supervision().stopReason();
        var up = r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED;
        if (reason == null || !up || !r.isWanted() || r.change() != Change.NONE) {
            return false;
        }
        return switch (reason) {
            case Changed, UserStop, Cluster, Suspended -> true;
            case Restart, Deleted, StartFailed, Stray, Silence -> false;
        };
    }

    /** A deletion waits for an answer no longer than taskTimeout. */
    private static boolean isForced(JobReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.meta().deleted();
        if (!isDeletion(r) || since == null) return false;
        var later = deleted != null && deleted.isAfter(since) ? deleted : since;
        return r.isTaskTimeoutOver(later);
    }

    private static boolean isDeletion(JobReading r) {
        return r.supervision().stopReason() == StopReason.Deleted || r.meta().isDeleted();
    }
}
