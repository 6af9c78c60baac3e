package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Bootstraps.Remains;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.Stops.Trigger;

/** How a job is stopped: with its savepoint, or not at all, unless the user says otherwise. */
final class StopRules {
    private StopRules() {}

    static Verdict<SupervisorStatus, JobMove, JobReason> stopping(JobFacts.Stopping f) {
        if (f.asked().deleted() && !f.deleting())
            return mark(JobMove.BECOME_DELETED, JobReason.RESOURCE_DELETED);
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
        return switch (f.news()) {
            case SAVEPOINT -> mark(JobMove.RECORD_SAVEPOINT, JobReason.EARLIER_SAVEPOINT);
            case FAILED_SAVEPOINT ->
                    mark(JobMove.RECORD_FAILED_SAVEPOINT, JobReason.EARLIER_SAVEPOINT);
            case STATE -> mark(JobMove.NOTE_CHECKPOINT, JobReason.STATE_NOTED);
            case NONE -> f.trigger() == Trigger.NONE ? untriggered(f) : triggered(f);
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> triggered(JobFacts.Stopping f) {
        if (f.fate().isFinal())
            return f.endRead() || f.forced()
                    ? go(Stopped, JobReason.JOB_STOPPED)
                    : stay(JobReason.READING_CHECKPOINTS);
        if (f.trigger() == Trigger.IN_PROGRESS) return stay(JobReason.STOPPING_WITH_SAVEPOINT);
        if (f.trigger() == Trigger.SLOW) return stay(JobReason.SAVEPOINT_SLOW);
        if (f.forced())
            return f.fate().isLive()
                    ? act(JobMove.CANCEL_JOB, JobReason.STOP_FORCED)
                    : go(Stopped, JobReason.STOP_FORCED);
        return switch (f.fate()) {
            case UNKNOWN -> stay(JobReason.JOB_MANAGER_SILENT);
            case ADRIFT -> stay(JobReason.TASKS_ADRIFT);
            case NONE, ABSENT, LOST ->
                    f.trigger() == Trigger.COMPLETED
                            ? go(Stopped, JobReason.JOB_STOPPED)
                            : go(Stopped, JobReason.RESULT_UNKNOWN);
            default ->
                    switch (f.trigger()) {
                        case FAILED -> mark(JobMove.RECORD_FAILED_STOP, JobReason.STOP_FAILED);
                        case UNKNOWN -> act(JobMove.POST_STOP, JobReason.STOPPING_WITH_SAVEPOINT);
                        default -> stay(JobReason.STOPPING_WITH_SAVEPOINT);
                    };
        };
    }

    private static Verdict<SupervisorStatus, JobMove, JobReason> untriggered(JobFacts.Stopping f) {
        if (f.bootstrap() == Remains.ASTRAY)
            return mark(JobMove.MOVE_ATTEMPT, JobReason.BOOTSTRAP_DELETED);
        if (f.bootstrap() == Remains.THERE)
            return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        if (f.bootstrap() == Remains.GOING && !f.forced()) return stay(JobReason.BOOTSTRAP_DELETED);
        if (f.fate().isGone()) return go(Stopped, JobReason.JOB_STOPPED);
        if (f.forced())
            return f.fate().isLive()
                    ? act(JobMove.CANCEL_JOB, JobReason.STOP_FORCED)
                    : go(Stopped, JobReason.STOP_FORCED);
        if (f.fate() == Fate.UNKNOWN) return stay(JobReason.JOB_MANAGER_SILENT);
        if (f.fate() == Fate.ADRIFT) return stay(JobReason.TASKS_ADRIFT);
        if (f.fate().isFinal())
            return f.endRead() || f.forced()
                    ? go(Stopped, JobReason.JOB_STOPPED)
                    : stay(JobReason.READING_CHECKPOINTS);
        if (f.reasonGone()) return go(Starting, JobReason.STOP_TAKEN_BACK);
        return switch (f.plan()) {
            case READ -> stay(JobReason.READING_CHECKPOINTS);
            case CANCEL, CHECKPOINT -> act(JobMove.CANCEL_JOB, JobReason.CANCELLING);
            case HOLD -> stay(JobReason.STATE_AT_RISK);
            case SAVEPOINT -> {
                if (f.backedOff()) yield stay(JobReason.STOP_FAILED);
                yield f.fate() == Fate.RUNS && !f.restoring()
                        ? mark(JobMove.MARK_STOP, JobReason.STOPPING_WITH_SAVEPOINT)
                        : stay(JobReason.JOB_RESTARTING);
            }
        };
    }
}
