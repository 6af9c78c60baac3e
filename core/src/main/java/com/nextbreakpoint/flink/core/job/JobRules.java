package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopping;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Terminated;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.JobFacts.Amiss;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Welcome;
import org.jspecify.annotations.Nullable;

/** What happens to a job, by phase; in each chain the first match wins. */
final class JobRules {
    private JobRules() {}

    static Verdict<SupervisorStatus, JobMove, JobReason> decide(JobFacts facts) {
        return switch (facts) {
            case JobFacts.Unknown f -> unknown(f);
            case JobFacts.Starting f -> StartRules.starting(f);
            case JobFacts.Started f -> started(f);
            case JobFacts.Stopping f -> StopRules.stopping(f);
            case JobFacts.Stopped f -> stopped(f);
            case JobFacts.Terminated f ->
                    f.finalizer()
                            ? act(JobMove.REMOVE_FINALIZER, JobReason.TERMINATED)
                            : stay(JobReason.TERMINATED);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> unknown(JobFacts.Unknown f) {
        if (f.asked().deleted()) return go(Terminated, JobReason.RESOURCE_DELETED);
        if (!f.finalizer()) return act(JobMove.ADD_FINALIZER, JobReason.INITIALISING);
        if (f.suspended()) return go(Stopped, JobReason.SUSPENDED);
        return switch (f.cluster()) {
            case MISSING -> go(Stopped, JobReason.CLUSTER_NOT_FOUND);
            case STOPPING, STOPPED -> go(Stopped, JobReason.CLUSTER_STOPPED);
            case STARTING, STARTED -> go(Starting, JobReason.INITIALISING);
        };
    }

    static Verdict<SupervisorStatus, JobMove, JobReason> silent(boolean note) {
        return note
                ? mark(JobMove.NOTE_CHECKPOINT, JobReason.JOB_MANAGER_SILENT)
                : stay(JobReason.JOB_MANAGER_SILENT);
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> started(JobFacts.Started f) {
        if (f.asked().deleted()) return go(Stopping, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.take(f.asked());
        if (taken != null) return taken;
        switch (f.asked().request()) {
            case START -> {
                var restart = restart(f.given());
                if (restart != null) return restart;
            }
            case STOP -> {
                return go(Stopping, JobReason.STOP_REQUESTED);
            }
            default -> {}
        }
        if (!f.asked().running()) return go(Stopping, JobReason.STOP_REQUESTED);
        if (f.cluster() == Cluster.MISSING) return go(Stopped, JobReason.CLUSTER_NOT_FOUND);
        if (f.cluster() == Cluster.STOPPING || f.cluster() == Cluster.STOPPED)
            return go(Stopping, JobReason.CLUSTER_STOPPING);
        if (f.amiss() == Amiss.BOOTSTRAP)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        return switch (f.fate()) {
            case UNKNOWN, NONE -> silent(f.note());
            case ADRIFT -> stay(JobReason.TASKS_ADRIFT);
            case LOST -> go(Stopped, JobReason.JOB_LOST);
            case ABSENT -> go(Stopped, JobReason.JOB_VANISHED);
            case FINISHED, CANCELED, FAILED -> ended(f);
            case PENDING, RUNS -> alive(f);
        };
    }

    /** Nothing stops for a path that cannot be restored; null while that is looked up. */
    private static @Nullable Verdict<SupervisorStatus, JobMove, JobReason> restart(Origin given) {
        return switch (given) {
            case SOUGHT -> null;
            case KNOWN, ASSUMED -> go(Stopping, JobReason.START_REQUESTED);
            case MISSING, UNCERTAIN -> mark(JobMove.REFUSE_REQUEST, JobReason.RESTORE_REFUSED);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> ended(JobFacts.Started f) {
        if (!f.endRead()) return stay(JobReason.READING_CHECKPOINTS);
        return switch (f.fate()) {
            case FINISHED -> go(Stopped, JobReason.JOB_FINISHED);
            case CANCELED -> go(Stopped, JobReason.JOB_CANCELED);
            default -> go(Stopped, JobReason.JOB_FAILED);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> alive(JobFacts.Started f) {
        if (f.amiss() == Amiss.MOVED) return mark(JobMove.NOTE_INCARNATION, JobReason.JOB_MOVED);
        if (f.amiss() == Amiss.STRAY) return act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        if (f.change() == Change.SUSPENDED) return go(Stopping, JobReason.SUSPENDED);
        if (f.change() == Change.CHANGED)
            switch (f.rehearsal()) {
                case NEEDED -> {
                    return act(JobMove.REHEARSE, JobReason.REHEARSING);
                }
                case PASSED -> {
                    if (f.given() == Origin.KNOWN || f.given() == Origin.ASSUMED)
                        return go(Stopping, JobReason.SPEC_CHANGED);
                }
                case REFUSED -> {}
            }
        return savepoint(f, running(f));
    }

    /** What is said of a job that goes on. */
    private static JobReason running(JobFacts.Started f) {
        if (f.change() == Change.CHANGED && f.rehearsal() == JobFacts.Rehearsal.REFUSED)
            return JobReason.CHANGE_REFUSED;
        return switch (f.given()) {
            case SOUGHT -> JobReason.LOOKING_AT_PATH;
            case MISSING, UNCERTAIN -> JobReason.RESTORE_REFUSED;
            case KNOWN, ASSUMED ->
                    f.fate() == Fate.RUNS ? JobReason.JOB_RUNNING : JobReason.JOB_RESTARTING;
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> savepoint(
            JobFacts.Started f, JobReason otherwise) {
        var idle =
                f.savepoint() == Savepoints.Savepoint.NONE
                        || f.savepoint() == Savepoints.Savepoint.DUE;
        var ready = f.fate() == Fate.RUNS && !f.restoring();
        if (f.asked().request() == Request.TRIGGER_SAVEPOINT && (!idle || f.fate() != Fate.RUNS))
            return mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
        if (f.asked().request() == Request.TRIGGER_SAVEPOINT && ready)
            return mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED);
        return switch (f.savepoint()) {
            case TO_POST -> act(JobMove.POST_SAVEPOINT, JobReason.SAVEPOINT_IN_PROGRESS);
            case PENDING -> stay(JobReason.SAVEPOINT_IN_PROGRESS);
            case COMPLETED -> mark(JobMove.RECORD_SAVEPOINT, JobReason.SAVEPOINT_TAKEN);
            case FAILED -> mark(JobMove.RECORD_FAILED_SAVEPOINT, JobReason.SAVEPOINT_FAILED);
            case DUE ->
                    ready
                            ? mark(JobMove.REQUEST_SAVEPOINT, JobReason.SAVEPOINT_REQUESTED)
                            : stay(otherwise);
            case NONE -> f.note() ? mark(JobMove.NOTE_CHECKPOINT, otherwise) : stay(otherwise);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> stopped(JobFacts.Stopped f) {
        if (f.stray() && (f.live() || f.welcome() != Welcome.WANTED))
            return act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        if (f.live() && f.welcome() == Welcome.UNWANTED)
            return go(Stopping, JobReason.STRAY_CANCELLED);
        if (f.live() && f.welcome() == Welcome.CHANGED) return go(Stopping, JobReason.SPEC_CHANGED);
        if (f.asked().deleted()) return go(Terminated, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.take(f.asked());
        if (taken != null) return taken;
        switch (f.asked().request()) {
            case START -> {
                return mark(JobMove.CARRY_OUT_START, JobReason.START_REQUESTED);
            }
            case STOP -> {
                return mark(JobMove.CARRY_OUT_STOP, JobReason.STOP_REQUESTED);
            }
            case TRIGGER_SAVEPOINT -> {
                return mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
            }
            default -> {}
        }
        if (f.live() || f.stray()) return go(Starting, JobReason.JOB_ADOPTED);
        if (f.fresh()) return mark(JobMove.START_FRESH, JobReason.START_REQUESTED);
        if (f.bootstrapThere()) return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        if (f.suspended()) return stay(JobReason.SUSPENDED);
        if (!f.asked().running()) return stay(JobReason.STOPPED_BY_USER);
        if (f.restart() == Restarts.Restart.NO) return stay(JobReason.ENDED_FOR_GOOD);
        if (f.restart() == Restarts.Restart.EXHAUSTED) return stay(JobReason.RESTARTS_EXHAUSTED);
        if (f.cluster() == Cluster.MISSING) return stay(JobReason.CLUSTER_NOT_FOUND);
        if (f.cluster() == Cluster.STOPPING || f.cluster() == Cluster.STOPPED)
            return stay(JobReason.CLUSTER_STOPPED);
        if (f.restart() == Restarts.Restart.LATER) return stay(JobReason.RESTART_PENDING);
        return go(Starting, JobReason.RESTARTING);
    }
}
