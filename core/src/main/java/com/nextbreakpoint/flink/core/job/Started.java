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
        // J4.terminated-1
        if (asked.deleted()) return go(Stopping, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.take(asked);
        // A5.1, A5.forget
        if (taken != null) return taken;
        var restart = asked.request() == Request.START ? restart() : null;
        // A5.start
        if (restart != null) return restart;
        // A5.stop
        if (asked.request() == Request.STOP || !asked.running())
            return go(Stopping, JobReason.STOP_REQUESTED);
        // J4.cluster-1
        if (cluster == Cluster.MISSING) return go(Stopped, JobReason.CLUSTER_NOT_FOUND);
        // A5.cluster-stop, K3.started-7
        if (cluster.isDown()) return go(Stopping, JobReason.CLUSTER_STOPPING);
        // C1.3
        if (amiss == Amiss.BOOTSTRAP)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        return switch (fate) {
            // C1.4
            case UNKNOWN, NONE -> JobFacts.silent(note);
            // C1.3
            case ADRIFT -> stay(JobReason.TASKS_ADRIFT);
            // J4.started-2
            case LOST -> go(Stopped, JobReason.JOB_LOST);
            // J4.started-3
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
            // A5.start
            case KNOWN, ASSUMED -> go(Stopping, JobReason.START_REQUESTED);
            // R6.given
            case MISSING, UNCERTAIN -> mark(JobMove.REFUSE_REQUEST, JobReason.RESTORE_REFUSED);
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> ended(JobReason reason) {
        // J4.started-1, J4.final-1
        return endRead ? go(Stopped, reason) : stay(JobReason.READING_CHECKPOINTS);
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> alive() {
        // K3.started-2
        if (amiss == Amiss.MOVED) return mark(JobMove.NOTE_INCARNATION, JobReason.JOB_MOVED);
        // J4.id-3
        if (amiss == Amiss.STRAY) return act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        // J4.started-6
        if (change == Change.SUSPENDED) return go(Stopping, JobReason.SUSPENDED);
        // C1.9
        if (change == Change.CHANGED && rehearsal == Rehearsal.NEEDED)
            return act(JobMove.REHEARSE, JobReason.REHEARSING);
        // J4.started-4, R6.given
        if (change == Change.CHANGED && rehearsal == Rehearsal.PASSED && canRestore())
            return go(Stopping, JobReason.SPEC_CHANGED);
        return savepoint(running());
    }

    private boolean canRestore() {
        return given == Origin.KNOWN || given == Origin.ASSUMED;
    }

    /** What is said of a job that goes on. */
    private JobReason running() {
        // C1.9
        if (change == Change.CHANGED && rehearsal == Rehearsal.REFUSED)
            return JobReason.CHANGE_REFUSED;
        return switch (given) {
            case SOUGHT -> JobReason.LOOKING_AT_PATH;
            // R6.given
            case MISSING, UNCERTAIN -> JobReason.RESTORE_REFUSED;
            case KNOWN, ASSUMED ->
                    fate == Fate.RUNS ? JobReason.JOB_RUNNING : JobReason.JOB_RESTARTING;
        };
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> savepoint(JobReason otherwise) {
        var idle = savepoint == Savepoint.NONE || savepoint == Savepoint.DUE;
        var ready = fate == Fate.RUNS && !restoring;
        // A5.savepoint
        if (asked.request() == Request.TRIGGER_SAVEPOINT && (!idle || fate != Fate.RUNS))
            return mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
        // A5.savepoint
        if (asked.request() == Request.TRIGGER_SAVEPOINT && ready)
            return mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED);
        return switch (savepoint) {
            // A5.savepoint, R6.savepoints-1
            case TO_POST -> act(JobMove.POST_SAVEPOINT, JobReason.SAVEPOINT_IN_PROGRESS);
            // A5.savepoint, R6.savepoints-1
            case PENDING -> stay(JobReason.SAVEPOINT_IN_PROGRESS);
            // A5.savepoint, R6.savepoints-1
            case COMPLETED -> mark(JobMove.RECORD_SAVEPOINT, JobReason.SAVEPOINT_TAKEN);
            // R6.savepoints-2
            case FAILED -> mark(JobMove.RECORD_FAILED_SAVEPOINT, JobReason.SAVEPOINT_FAILED);
            // R6.savepoints-1
            case DUE ->
                    ready
                            ? mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED)
                            : stay(otherwise);
            // R6.checkpoints-1
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
