package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Started;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopping;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Bootstraps.Bootstrap;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.End;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Patience;

/** How a job is started: in each chain the first match wins. */
final class StartRules {
    private StartRules() {}

    static Verdict<SupervisorStatus, JobMove, JobReason> starting(JobFacts.Starting f) {
        if (f.asked().deleted()) return go(Stopping, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.take(f.asked());
        if (taken != null) return taken;
        switch (f.asked().request()) {
            case START -> {
                return mark(JobMove.CARRY_OUT_START, JobReason.START_REQUESTED);
            }
            case STOP -> {
                return go(Stopping, JobReason.STOP_REQUESTED);
            }
            case TRIGGER_SAVEPOINT -> {
                return mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
            }
            default -> {}
        }
        if (!f.asked().running()) return go(Stopping, JobReason.STOP_REQUESTED);
        if (f.cluster() == Cluster.MISSING) return go(Stopped, JobReason.CLUSTER_NOT_FOUND);
        if (f.cluster() == Cluster.STOPPING || f.cluster() == Cluster.STOPPED)
            return go(Stopping, JobReason.CLUSTER_STOPPING);
        if (f.change() == Change.SUSPENDED) return go(Stopping, JobReason.SUSPENDED);
        if (f.change() == Change.CHANGED) return go(Stopping, JobReason.SPEC_CHANGED);
        if (f.cluster() == Cluster.STARTING) return stay(JobReason.CLUSTER_STARTING);
        if (f.bootstrap() == Bootstrap.ASTRAY)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        if (f.fate() == Fate.UNKNOWN) return JobRules.silent(f.note());
        if (f.fate() == Fate.ADRIFT) return stay(JobReason.TASKS_ADRIFT);
        if (f.stray())
            return f.fate() == Fate.NONE
                    ? mark(JobMove.ADOPT_JOB, JobReason.JOB_ADOPTED)
                    : act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        return f.open() ? attempt(f) : next(f);
    }

    /** Starting, before an attempt is marked. */
    private static Verdict<SupervisorStatus, JobMove, JobReason> next(JobFacts.Starting f) {
        if (f.fate().isLive()) return mark(JobMove.ADOPT_JOB, JobReason.JOB_ADOPTED);
        if (f.slots() == Slots.OUTDATED) return stay(JobReason.WAITING_FOR_TASK_MANAGERS);
        if (f.slots() == Slots.SHORT) return stay(JobReason.WAITING_FOR_SLOTS);
        return switch (f.bootstrap()) {
            case GOING -> stay(JobReason.BOOTSTRAP_DELETED);
            case OTHER,
                    ASTRAY,
                    RUNNING,
                    STUCK,
                    SAID_NOT_SUBMITTED,
                    SAID_NOTHING,
                    SAID_SUBMITTED,
                    SAID_SUBMITTED_JUST_NOW ->
                    act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
            case NONE ->
                    f.patience() == Patience.NONE ? origin(f) : stay(JobReason.RESTART_PENDING);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> origin(JobFacts.Starting f) {
        return switch (f.origin()) {
            case SOUGHT -> stay(JobReason.LOOKING_FOR_STATE);
            case KNOWN -> mark(JobMove.MARK_ATTEMPT, JobReason.ATTEMPT_MARKED);
            case ASSUMED -> mark(JobMove.MARK_ATTEMPT, JobReason.STATE_ASSUMED);
            case MISSING -> stay(JobReason.STATE_MISSING);
            case UNCERTAIN -> stay(JobReason.STATE_UNCERTAIN);
        };
    }

    /** Starting, with an attempt marked. */
    private static Verdict<SupervisorStatus, JobMove, JobReason> attempt(JobFacts.Starting f) {
        return switch (f.fate()) {
            case RUNS, FINISHED -> go(Started, JobReason.JOB_STARTED);
            case FAILED, CANCELED -> ended(f);
            case LOST -> lost(f);
            case PENDING ->
                    f.patience() == Patience.OVER
                            ? go(Stopping, JobReason.START_TIMED_OUT)
                            : f.note()
                                    ? mark(JobMove.NOTE_CHECKPOINT, JobReason.JOB_NOT_READY)
                                    : stay(JobReason.JOB_NOT_READY);
            case NONE, UNKNOWN, ABSENT, ADRIFT -> submission(f);
        };
    }

    /** Why it ended, the bootstrap may know better than Flink: its last word is waited for. */
    private static Verdict<SupervisorStatus, JobMove, JobReason> ended(JobFacts.Starting f) {
        if (f.bootstrap() == Bootstrap.RUNNING && f.patience() != Patience.OVER)
            return stay(JobReason.BOOTSTRAP_RUNNING);
        return switch (f.end()) {
            case UNREAD -> stay(JobReason.READING_CHECKPOINTS);
            case READ, LAST -> go(Stopped, JobReason.START_FAILED);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> lost(JobFacts.Starting f) {
        if (f.bootstrap() == Bootstrap.SAID_SUBMITTED_JUST_NOW)
            return stay(JobReason.BOOTSTRAP_RUNNING);
        return f.end() == End.LAST
                ? go(Stopped, JobReason.JOB_LOST)
                : mark(JobMove.CLOSE_ATTEMPT, JobReason.JOB_LOST);
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> submission(JobFacts.Starting f) {
        if (f.bootstrap() == Bootstrap.SAID_NOT_SUBMITTED)
            return go(Stopped, JobReason.START_FAILED);
        if (f.bootstrap() == Bootstrap.SAID_SUBMITTED) return go(Stopped, JobReason.JOB_VANISHED);
        if (f.patience() == Patience.OVER) return go(Stopping, JobReason.START_TIMED_OUT);
        return switch (f.bootstrap()) {
            case NONE ->
                    switch (f.patience()) {
                        case NONE -> act(JobMove.CREATE_BOOTSTRAP, JobReason.BOOTSTRAP_CREATED);
                        case DELAYED -> stay(JobReason.BOOTSTRAP_LOST);
                        case REFUSED -> stay(JobReason.BOOTSTRAP_REFUSED);
                        case OVER -> go(Stopping, JobReason.START_TIMED_OUT);
                    };
            case OTHER, ASTRAY -> act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
            case SAID_NOTHING ->
                    f.patience() == Patience.NONE
                            ? mark(JobMove.DELAY_BOOTSTRAP, JobReason.BOOTSTRAP_LOST)
                            : act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_LOST);
            case GOING -> stay(JobReason.BOOTSTRAP_DELETED);
            case STUCK -> stay(JobReason.BOOTSTRAP_STUCK);
            case RUNNING, SAID_SUBMITTED, SAID_NOT_SUBMITTED, SAID_SUBMITTED_JUST_NOW ->
                    stay(JobReason.BOOTSTRAP_RUNNING);
        };
    }
}
