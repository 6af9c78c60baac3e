package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Started;
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
import com.nextbreakpoint.flink.core.job.Bootstraps.Bootstrap;
import java.time.Duration;

/**
 * A job that is being started.
 *
 * @param open an attempt was marked since Starting began
 * @param stray a live job with this job's mark and another id
 * @param origin what is known of the state that the next attempt begins from
 * @param note a newer state is to be noted now
 */
record Starting(
        Asked asked,
        Cluster cluster,
        boolean open,
        Fate fate,
        End end,
        boolean stray,
        Change change,
        Slots slots,
        Bootstrap bootstrap,
        Origin origin,
        boolean note,
        Patience patience)
        implements JobFacts {

    /** What is known of a job that ended while it was being started. */
    enum End {
        /** Its checkpoints were not read since. */
        UNREAD,
        READ,
        /** It was lost once more than maxRestarts allows. */
        LAST
    }

    /** Whether the next step of a start has to wait. */
    enum Patience {
        NONE,
        /** A delay is not over yet. */
        DELAYED,
        /** The API server refused the bootstrap Job lately. */
        REFUSED,
        /** restartTimeout is over since the slots were there, and no task is restoring. */
        OVER
    }

    static Starting of(JobReading r) {
        var open = r.isMarked();
        return new Starting(
                JobRequests.asked(r),
                r.cluster(),
                open,
                r.fate(),
                end(r),
                r.stray().isPresent(),
                change(r),
                Slots.of(r),
                Bootstraps.of(r),
                open ? Origin.KNOWN : new Origins(r).origin(),
                open && RestorePoints.isNoteDue(r),
                patience(r));
    }

    private static End end(JobReading r) {
        if (r.fate() == Fate.LOST && Restarts.isExhausted(r)) return End.LAST;
        return r.endRead() ? End.READ : End.UNREAD;
    }

    /** What is not begun yet begins with the changed spec. */
    private static Change change(JobReading r) {
        var begun = r.isMarked() || r.fate().isLive();
        return r.change() == Change.CHANGED && !begun ? Change.NONE : r.change();
    }

    private static Patience patience(JobReading r) {
        if (isTimedOut(r)) return Patience.OVER;
        if (r.isDelayed()) return Patience.DELAYED;
        return r.isRefused("CreateJob") ? Patience.REFUSED : Patience.NONE;
    }

    private static boolean isTimedOut(JobReading r) {
        var since = r.supervision().slotsTimestamp();
        var spec = r.spec();
        if (since == null || spec == null || !r.flinkAnswers()) return false;
        var limit = Duration.ofSeconds(spec.restart().restartTimeout());
        return !r.isRestoring() && r.alarm().isOver(since, limit);
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        // J4.terminated-1
        if (asked.deleted()) return go(Stopping, JobReason.RESOURCE_DELETED);
        // J4.starting-8, A5.stop
        if (asked.request() == Request.STOP) return go(Stopping, JobReason.STOP_REQUESTED);
        var taken = JobRequests.takeIdle(asked);
        // A5.1, A5.start
        if (taken != null) return taken;
        // A5.stop
        if (!asked.running()) return go(Stopping, JobReason.STOP_REQUESTED);
        // J4.cluster-1
        if (cluster == Cluster.MISSING) return go(Stopped, JobReason.CLUSTER_NOT_FOUND);
        // A5.cluster-stop
        if (cluster.isDown()) return go(Stopping, JobReason.CLUSTER_STOPPING);
        // J4.starting-8, J4.started-6
        if (change == Change.SUSPENDED) return go(Stopping, JobReason.SUSPENDED);
        // J4.starting-8
        if (change == Change.CHANGED) return go(Stopping, JobReason.SPEC_CHANGED);
        // J4.cluster-1
        if (cluster == Cluster.STARTING) return stay(JobReason.CLUSTER_STARTING);
        // J4.starting-9
        if (bootstrap == Bootstrap.ASTRAY)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        // C1.4
        if (fate == Fate.UNKNOWN) return JobFacts.silent(note);
        // C1.3
        if (fate == Fate.ADRIFT) return stay(JobReason.TASKS_ADRIFT);
        // J4.id-3
        if (stray)
            return fate == Fate.NONE
                    ? mark(JobMove.ADOPT_JOB, JobReason.JOB_ADOPTED)
                    : act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        return open ? attempt() : next();
    }

    /** Before an attempt is marked. */
    private Verdict<SupervisorStatus, JobMove, JobReason> next() {
        // J4.stopped-live
        if (fate.isLive()) return mark(JobMove.ADOPT_JOB, JobReason.JOB_ADOPTED);
        // J4.starting-1
        if (slots == Slots.OUTDATED) return stay(JobReason.WAITING_FOR_TASK_MANAGERS);
        // J4.starting-1
        if (slots == Slots.SHORT) return stay(JobReason.WAITING_FOR_SLOTS);
        // C1.3
        if (bootstrap == Bootstrap.GOING) return stay(JobReason.BOOTSTRAP_DELETED);
        // C1.3
        if (bootstrap != Bootstrap.NONE)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        // J4.stopped-delays, J4.starting-7
        if (patience != Patience.NONE) return stay(JobReason.RESTART_PENDING);
        return switch (origin) {
            // R6.storage
            case SOUGHT -> stay(JobReason.LOOKING_FOR_STATE);
            // C1.1, J4.starting-2
            case KNOWN -> mark(JobMove.MARK_ATTEMPT, JobReason.ATTEMPT_MARKED);
            // R6.unknown
            case ASSUMED -> mark(JobMove.MARK_ATTEMPT, JobReason.STATE_ASSUMED);
            // C1.1, R6.missing
            case MISSING -> stay(JobReason.STATE_MISSING);
            // R6.unknown
            case UNCERTAIN -> stay(JobReason.STATE_UNCERTAIN);
        };
    }

    /** With an attempt marked. */
    private Verdict<SupervisorStatus, JobMove, JobReason> attempt() {
        return switch (fate) {
            // J4.starting-10
            case RUNS, FINISHED -> go(Started, JobReason.JOB_STARTED);
            case FAILED, CANCELED -> ended();
            case LOST -> lost();
            case PENDING -> {
                // J4.starting-6
                if (patience == Patience.OVER) yield go(Stopping, JobReason.START_TIMED_OUT);
                // R6.checkpoints-1, J4.starting-6
                yield note
                        ? mark(JobMove.NOTE_CHECKPOINT, JobReason.JOB_NOT_READY)
                        : stay(JobReason.JOB_NOT_READY);
            }
            case NONE, UNKNOWN, ABSENT, ADRIFT -> submission();
        };
    }

    /** Why it ended, the bootstrap may know better than Flink: its last word is waited for. */
    private Verdict<SupervisorStatus, JobMove, JobReason> ended() {
        // J4.starting-3
        if (bootstrap == Bootstrap.RUNNING && patience != Patience.OVER)
            return stay(JobReason.BOOTSTRAP_RUNNING);
        // J4.starting-3, J4.final-1
        return end == End.UNREAD
                ? stay(JobReason.READING_CHECKPOINTS)
                : go(Stopped, JobReason.START_FAILED);
    }

    private Verdict<SupervisorStatus, JobMove, JobReason> lost() {
        // C1.4
        if (bootstrap == Bootstrap.SAID_SUBMITTED_JUST_NOW)
            return stay(JobReason.BOOTSTRAP_RUNNING);
        // J4.starting-7, J4.stopped-delays
        return end == End.LAST
                ? go(Stopped, JobReason.JOB_LOST)
                : mark(JobMove.CLOSE_ATTEMPT, JobReason.JOB_LOST);
    }

    /** Flink does not list it yet. */
    private Verdict<SupervisorStatus, JobMove, JobReason> submission() {
        // J4.starting-3
        if (bootstrap == Bootstrap.SAID_NOT_SUBMITTED) return go(Stopped, JobReason.START_FAILED);
        // J4.starting-5
        if (bootstrap == Bootstrap.SAID_SUBMITTED) return go(Stopped, JobReason.JOB_VANISHED);
        // J4.starting-6
        if (patience == Patience.OVER) return go(Stopping, JobReason.START_TIMED_OUT);
        return switch (bootstrap) {
            case NONE ->
                    switch (patience) {
                        // J4.starting-2
                        case NONE -> act(JobMove.CREATE_BOOTSTRAP, JobReason.BOOTSTRAP_CREATED);
                        // J4.starting-4
                        case DELAYED -> stay(JobReason.BOOTSTRAP_LOST);
                        // C1.6
                        case REFUSED -> stay(JobReason.BOOTSTRAP_REFUSED);
                        // J4.starting-6
                        case OVER -> go(Stopping, JobReason.START_TIMED_OUT);
                    };
            // C1.3
            case OTHER, ASTRAY -> act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
            // J4.starting-4
            case SAID_NOTHING ->
                    patience == Patience.NONE
                            ? mark(JobMove.DELAY_BOOTSTRAP, JobReason.BOOTSTRAP_LOST)
                            : act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_LOST);
            // J4.starting-4
            case GOING -> stay(JobReason.BOOTSTRAP_DELETED);
            // C1.6
            case STUCK -> stay(JobReason.BOOTSTRAP_STUCK);
            // C1.6
            case RUNNING, SAID_SUBMITTED, SAID_NOT_SUBMITTED, SAID_SUBMITTED_JUST_NOW ->
                    stay(JobReason.BOOTSTRAP_RUNNING);
        };
    }

    static FlinkJobStatus enter(JobReading r) {
        var status = r.fate().isLive() ? RestorePoints.note(r.status(), r) : r.status();
        return status.supervise(
                        s -> s.slotsTimestamp(null).nextRestartTimestamp(null).stopReason(null))
                .withRestarts(status.restarts() + (Restarts.isCounted(r) ? 1 : 0));
    }
}
