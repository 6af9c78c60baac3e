package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopping;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Savepoints.Savepoint;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A job that was started.
 *
 * @param endRead the checkpoints were read after the job's end
 * @param restoring some of its tasks still restore their state
 * @param given what is known of the path that the user wants it to be restarted from
 * @param note a newer state is to be noted now
 */
record Started(
        Asked asked,
        Cluster cluster,
        Fate fate,
        boolean endRead,
        Amiss amiss,
        boolean restoring,
        Change change,
        Rehearsal rehearsal,
        Origin given,
        Savepoint savepoint,
        boolean note)
        implements JobFacts {

    /** What a started job has beside it that has to be tidied first. */
    enum Amiss {
        NOTHING,
        /** Its bootstrap, which would submit it to the next JobManager too. */
        BOOTSTRAP,
        /** It lives on under a newer JobManager, which is not noted yet. */
        MOVED,
        /** A live job with this job's mark and another id. */
        STRAY
    }

    /** Whether the API server would take the next bootstrap Job. */
    enum Rehearsal {
        NEEDED,
        REFUSED,
        PASSED
    }

    static Started of(JobReading r) {
        return new Started(
                JobRequests.asked(r),
                r.cluster(),
                r.fate(),
                r.endRead(),
                amiss(r),
                r.isRestoring(),
                r.change(),
                rehearsal(r),
                new Origins(r).origin(),
                Savepoints.of(r),
                RestorePoints.isNoteDue(r));
    }

    private static Amiss amiss(JobReading r) {
        var kept = Bootstraps.isAstray(r) && !r.fate().isLive();
        if (Bootstraps.isThere(r) && !kept) return Amiss.BOOTSTRAP;
        if (!r.supervision().incarnation().equals(r.flink().incarnation())) return Amiss.MOVED;
        return r.stray().isPresent() ? Amiss.STRAY : Amiss.NOTHING;
    }

    private static Rehearsal rehearsal(JobReading r) {
        if (r.change() != Change.CHANGED) return Rehearsal.NEEDED;
        var key = Bootstraps.rehearsalKey(r);
        if (r.observed().refusals().rehearsed().contains(key)) return Rehearsal.PASSED;
        return r.isRefused(key) ? Rehearsal.REFUSED : Rehearsal.NEEDED;
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        if (asked.deleted()) return go(Stopping, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.take(asked);
        if (taken != null) return taken;
        var restart = asked.request() == Request.START ? restart() : null;
        if (restart != null) return restart;
        if (asked.request() == Request.STOP || !asked.running())
            return go(Stopping, JobReason.STOP_REQUESTED);
        if (cluster == Cluster.MISSING) return go(Stopped, JobReason.CLUSTER_NOT_FOUND);
        if (cluster.isDown()) return go(Stopping, JobReason.CLUSTER_STOPPING);
        if (amiss == Amiss.BOOTSTRAP)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        return switch (fate) {
            case UNKNOWN, NONE -> JobFacts.silent(note);
            case ADRIFT -> stay(JobReason.TASKS_ADRIFT);
            case LOST -> go(Stopped, JobReason.JOB_LOST);
            case ABSENT -> go(Stopped, JobReason.JOB_VANISHED);
            case FINISHED -> ended(JobReason.JOB_FINISHED);
            case CANCELED -> ended(JobReason.JOB_CANCELED);
            case FAILED -> ended(JobReason.JOB_FAILED);
            case PENDING, RUNS -> alive();
        };
    }

    /** Nothing stops for a path that cannot be restored; null while that is looked up. */
    private @Nullable Verdict<SupervisorStatus, JobMove, JobReason> restart() {
        return switch (given) {
            case SOUGHT -> null;
            case KNOWN, ASSUMED -> go(Stopping, JobReason.START_REQUESTED);
            case MISSING, UNCERTAIN -> mark(JobMove.REFUSE_REQUEST, JobReason.RESTORE_REFUSED);
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> ended(JobReason reason) {
        return endRead ? go(Stopped, reason) : stay(JobReason.READING_CHECKPOINTS);
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> alive() {
        if (amiss == Amiss.MOVED) return mark(JobMove.NOTE_INCARNATION, JobReason.JOB_MOVED);
        if (amiss == Amiss.STRAY) return act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        if (change == Change.SUSPENDED) return go(Stopping, JobReason.SUSPENDED);
        if (change == Change.CHANGED && rehearsal == Rehearsal.NEEDED)
            return act(JobMove.REHEARSE, JobReason.REHEARSING);
        if (change == Change.CHANGED && rehearsal == Rehearsal.PASSED && canRestore())
            return go(Stopping, JobReason.SPEC_CHANGED);
        return savepoint(running());
    }

    private boolean canRestore() {
        return given == Origin.KNOWN || given == Origin.ASSUMED;
    }

    /** What is said of a job that goes on. */
    private JobReason running() {
        if (change == Change.CHANGED && rehearsal == Rehearsal.REFUSED)
            return JobReason.CHANGE_REFUSED;
        return switch (given) {
            case SOUGHT -> JobReason.LOOKING_AT_PATH;
            case MISSING, UNCERTAIN -> JobReason.RESTORE_REFUSED;
            case KNOWN, ASSUMED ->
                    fate == Fate.RUNS ? JobReason.JOB_RUNNING : JobReason.JOB_RESTARTING;
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> savepoint(JobReason otherwise) {
        var idle = savepoint == Savepoint.NONE || savepoint == Savepoint.DUE;
        var ready = fate == Fate.RUNS && !restoring;
        if (asked.request() == Request.TRIGGER_SAVEPOINT && (!idle || fate != Fate.RUNS))
            return mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
        if (asked.request() == Request.TRIGGER_SAVEPOINT && ready)
            return mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED);
        return switch (savepoint) {
            case TO_POST -> act(JobMove.POST_SAVEPOINT, JobReason.SAVEPOINT_IN_PROGRESS);
            case PENDING -> stay(JobReason.SAVEPOINT_IN_PROGRESS);
            case COMPLETED -> mark(JobMove.RECORD_SAVEPOINT, JobReason.SAVEPOINT_TAKEN);
            case FAILED -> mark(JobMove.RECORD_FAILED_SAVEPOINT, JobReason.SAVEPOINT_FAILED);
            case DUE ->
                    ready
                            ? mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED)
                            : stay(otherwise);
            case NONE -> note ? mark(JobMove.NOTE_CHECKPOINT, otherwise) : stay(otherwise);
        };
    }

    static FlinkJobStatus enter(JobReading r) {
        var since = r.supervision().startedTimestamp();
        return RestorePoints.note(r.status(), r)
                .supervise(
                        s ->
                                s.startedTimestamp(since == null ? r.now() : since)
                                        .incarnation(r.flink().incarnation())
                                        .nextRestartTimestamp(null)
                                        .settledJobId("")
                                        .unreadJobIds(List.of())
                                        .stopTriggerId(""));
    }
}
