package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Bootstraps.Remains;
import com.nextbreakpoint.flink.core.job.Stops.Plan;
import com.nextbreakpoint.flink.core.job.Stops.Trigger;

/**
 * A job that is being stopped: with its savepoint, or not at all, unless the user says otherwise.
 *
 * @param deleting the stop is known to be for the job's deletion
 * @param reasonGone what the stop was for is no longer wanted
 * @param restoring some of its tasks still restore their state
 * @param news what is to be recorded before anything else
 * @param forced nobody waits for this stop any longer
 */
record Stopping(
        Asked asked,
        boolean deleting,
        boolean reasonGone,
        Remains bootstrap,
        Fate fate,
        boolean endRead,
        Trigger trigger,
        Plan plan,
        boolean backedOff,
        boolean restoring,
        News news,
        boolean forced)
        implements JobFacts {

    /** What Flink has told that the status does not show. */
    enum News {
        NONE,
        /** The savepoint that was in flight when the stop began is complete. */
        SAVEPOINT,
        /** The same has failed. */
        FAILED_SAVEPOINT,
        /** There is a newer state, and it is time to note it. */
        STATE
    }

    static Stopping of(JobReading r) {
        return new Stopping(
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

    private static boolean isReasonGone(JobReading r) {
        var reason = r.supervision().stopReason();
        var asWished = r.cluster().isUp() && r.isWanted() && r.change() == Change.NONE;
        if (reason == null || !asWished) return false;
        return switch (reason) {
            case Changed, UserStop, Cluster, Suspended -> true;
            case Restart, Deleted, StartFailed, Stray, Silence -> false;
        };
    }

    private static News news(JobReading r) {
        return switch (Savepoints.of(r)) {
            case COMPLETED -> News.SAVEPOINT;
            case FAILED -> News.FAILED_SAVEPOINT;
            case NONE, DUE, TO_POST, PENDING -> RestorePoints.isNoteDue(r) ? News.STATE : News.NONE;
        };
    }

    private static boolean isForced(JobReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.meta().deleted();
        var deletion = deleted != null || r.supervision().stopReason() == StopReason.Deleted;
        if (!deletion || since == null) return false;
        // J4.stopping-12, C1.6
        var later = deleted != null && deleted.isAfter(since) ? deleted : since;
        return r.isTaskTimeoutOver(later);
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        // J4.terminated-1
        if (asked.deleted() && !deleting)
            return mark(JobMove.BECOME_DELETED, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.takeIdle(asked);
        // A5.1, A5.start, A5.stop
        if (taken != null) return taken;
        return switch (news) {
            // J4.stopping-11
            case SAVEPOINT -> mark(JobMove.RECORD_SAVEPOINT, JobReason.EARLIER_SAVEPOINT);
            // J4.stopping-11, R6.savepoints-2
            case FAILED_SAVEPOINT ->
                    mark(JobMove.RECORD_FAILED_SAVEPOINT, JobReason.EARLIER_SAVEPOINT);
            // R6.checkpoints-1
            case STATE -> mark(JobMove.NOTE_CHECKPOINT, JobReason.STATE_NOTED);
            case NONE -> trigger == Trigger.NONE ? untriggered() : triggered();
        };
    }

    /** Before the stop with savepoint is asked for, if it is at all. */
    private Verdict<SupervisorStatus, JobMove, JobReason> untriggered() {
        // C1.3, J4.stopping-6
        if (bootstrap == Remains.ASTRAY)
            return mark(JobMove.MOVE_ATTEMPT, JobReason.BOOTSTRAP_DELETED);
        // J4.stopping-6
        if (bootstrap == Remains.THERE)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        // J4.stopping-6
        if (bootstrap == Remains.GOING && !forced) return stay(JobReason.BOOTSTRAP_DELETED);
        // J4.stopping-9
        if (fate.isGone()) return go(Stopped, JobReason.JOB_STOPPED);
        if (forced) return giveUp();
        // C1.4
        if (fate == Fate.UNKNOWN) return stay(JobReason.JOB_MANAGER_SILENT);
        // C1.3
        if (fate == Fate.ADRIFT) return stay(JobReason.TASKS_ADRIFT);
        if (fate.isFinal()) return ended();
        // J4.stopping-10
        if (reasonGone) return go(Starting, JobReason.STOP_TAKEN_BACK);
        return switch (plan) {
            // J4.stopping-8
            case READ -> stay(JobReason.READING_CHECKPOINTS);
            // J4.stopping-7, J4.stopping-8
            case CANCEL, CHECKPOINT -> act(JobMove.CANCEL_JOB, JobReason.CANCELLING);
            // J4.stopping-8
            case HOLD -> stay(JobReason.STATE_AT_RISK);
            case SAVEPOINT -> {
                // J4.stopping-3
                if (backedOff) yield stay(JobReason.STOP_FAILED);
                // C1.2
                yield fate == Fate.RUNS && !restoring
                        ? mark(JobMove.MARK_STOP, JobReason.STOPPING_WITH_SAVEPOINT)
                        : stay(JobReason.JOB_RESTARTING);
            }
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> triggered() {
        if (fate.isFinal()) return ended();
        // J4.stopping-2
        if (trigger == Trigger.IN_PROGRESS) return stay(JobReason.STOPPING_WITH_SAVEPOINT);
        // J4.stopping-2
        if (trigger == Trigger.SLOW) return stay(JobReason.SAVEPOINT_SLOW);
        if (forced) return giveUp();
        return switch (fate) {
            // C1.4
            case UNKNOWN -> stay(JobReason.JOB_MANAGER_SILENT);
            // C1.3
            case ADRIFT -> stay(JobReason.TASKS_ADRIFT);
            // J4.stopping-1, J4.stopping-5
            case NONE, ABSENT, LOST ->
                    trigger == Trigger.COMPLETED
                            ? go(Stopped, JobReason.JOB_STOPPED)
                            : go(Stopped, JobReason.RESULT_UNKNOWN);
            default ->
                    switch (trigger) {
                        // C1.2, J4.stopping-3
                        case FAILED -> mark(JobMove.RECORD_FAILED_STOP, JobReason.STOP_FAILED);
                        // J4.stopping-4
                        case UNKNOWN -> act(JobMove.POST_STOP, JobReason.STOPPING_WITH_SAVEPOINT);
                        // J4.stopping-2
                        default -> stay(JobReason.STOPPING_WITH_SAVEPOINT);
                    };
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> ended() {
        // J4.stopping-1, J4.final-1
        return endRead || forced
                ? go(Stopped, JobReason.JOB_STOPPED)
                : stay(JobReason.READING_CHECKPOINTS);
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> giveUp() {
        // J4.stopping-12, C1.6
        return fate.isLive()
                ? act(JobMove.CANCEL_JOB, JobReason.STOP_FORCED)
                : go(Stopped, JobReason.STOP_FORCED);
    }

    static FlinkJobStatus enter(JobReason reason, JobReading r) {
        var noted = RestorePoints.note(r.status(), r);
        var status =
                switch (reason) {
                    case START_REQUESTED -> JobRequests.start(noted);
                    case STOP_REQUESTED -> JobRequests.stop(noted);
                    case START_TIMED_OUT ->
                            noted.withLastError(new LastError(reason.sentence(), r.now()));
                    default -> noted;
                };
        return status.supervise(
                s ->
                        s.stopReason(stopReason(reason))
                                .stopTriggerId("")
                                .stopTries(0)
                                .nextRestartTimestamp(null));
    }

    private static StopReason stopReason(JobReason reason) {
        return switch (reason) {
            case RESOURCE_DELETED -> StopReason.Deleted;
            case START_REQUESTED -> StopReason.Restart;
            case STOP_REQUESTED -> StopReason.UserStop;
            case CLUSTER_STOPPING -> StopReason.Cluster;
            case SUSPENDED -> StopReason.Suspended;
            case SPEC_CHANGED -> StopReason.Changed;
            case START_TIMED_OUT -> StopReason.StartFailed;
            case STRAY_CANCELLED -> StopReason.Stray;
            default -> throw new IllegalArgumentException(reason + " stops no job");
        };
    }
}
