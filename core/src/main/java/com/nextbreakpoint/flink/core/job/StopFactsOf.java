package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.News;
import com.nextbreakpoint.flink.core.job.JobFacts.Plan;
import com.nextbreakpoint.flink.core.job.JobFacts.Trigger;

/** The facts about a job that is being stopped. */
final class StopFactsOf {
    private StopFactsOf() {}

    static JobFacts of(JobReading r) {
        return new JobFacts.Stopping(
                r.asked(),
                r.supervision().stopReason() == StopReason.Deleted,
                isReasonGone(r),
                JobFactsOf.remains(r),
                r.fate(),
                r.endRead(),
                trigger(r),
                plan(r),
                r.isDelayed() || r.isRefused("StopJob"),
                r.isRestoring(),
                news(r),
                isForced(r));
    }

    private static News news(JobReading r) {
        return switch (JobFactsOf.savepoint(r)) {
            case COMPLETED -> News.SAVEPOINT;
            case FAILED -> News.FAILED_SAVEPOINT;
            case NONE, DUE, TO_POST, PENDING -> JobFactsOf.isNoteDue(r) ? News.STATE : News.NONE;
        };
    }

    private static boolean isReasonGone(JobReading r) {
        var reason = r.supervision().stopReason();
        var up = r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED;
        if (reason == null || !up || !r.asked().running() || r.change() != Change.NONE) {
            return false;
        }
        return switch (reason) {
            case Changed, UserStop, Cluster, Suspended -> true;
            case Restart, Deleted, StartFailed, Stray, Silence -> false;
        };
    }

    private static Trigger trigger(JobReading r) {
        var id = r.supervision().stopTriggerId();
        if (id.isEmpty()) return Trigger.NONE;
        if (!r.flinkAnswers()) {
            return Stops.savepoint(r).isPresent() ? Trigger.COMPLETED : Trigger.AWAITED;
        }
        return switch (r.flink().triggers().get(id)) {
            case null -> Trigger.AWAITED;
            case FlinkView.Trigger.InProgress _ ->
                    r.isTaskTimeoutOver(r.supervision().stopRequestTimestamp())
                            ? Trigger.SLOW
                            : Trigger.IN_PROGRESS;
            case FlinkView.Trigger.Completed _ -> Trigger.COMPLETED;
            case FlinkView.Trigger.Failed _ -> Trigger.FAILED;
            case FlinkView.Trigger.Unknown _ ->
                    Stops.savepoint(r).isPresent() ? Trigger.COMPLETED : Trigger.UNKNOWN;
        };
    }

    private static Plan plan(JobReading r) {
        if (r.status().attempt() == 0 || !Stops.isSavepointWanted(r)) return Plan.CANCEL;
        if (r.fate() == Fate.RUNS) return Plan.SAVEPOINT;
        var checkpoints = r.checkpoints();
        if (r.supervision().startedTimestamp() == null) {
            if (checkpoints.isEmpty()) return Plan.READ;
            if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        }
        var idle = r.job().map(job -> job.notRunningSince()).orElse(null);
        if (!r.isTaskTimeoutOver(idle)) return Plan.SAVEPOINT;
        if (checkpoints.isEmpty()) return Plan.READ;
        if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        return checkpoints.get().retained() ? Plan.CHECKPOINT : Plan.HOLD;
    }

    /** A deletion waits for an answer no longer than taskTimeout. */
    private static boolean isForced(JobReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.observed().job().meta().deleted();
        if (!r.isDeletion() || since == null) return false;
        var later = deleted != null && deleted.isAfter(since) ? deleted : since;
        return r.isTaskTimeoutOver(later);
    }
}
