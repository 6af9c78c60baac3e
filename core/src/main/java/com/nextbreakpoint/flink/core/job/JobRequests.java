package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.mark;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The request of a job's user: where it stands, how it is taken, and what is told in vain. */
final class JobRequests {
    /** Who writes the same again later is told again. */
    private static final Duration ANSWER_COUNTS = Duration.ofMinutes(1);

    private static final Set<JobMove> REFUSALS =
            EnumSet.of(JobMove.REFUSE_REQUEST, JobMove.ANSWER_REQUEST, JobMove.RESET_REQUEST);

    private static final Set<JobMove> TAKING =
            EnumSet.of(JobMove.TAKE_REQUEST, JobMove.RESET_REQUEST);

    private JobRequests() {}

    static Asked asked(JobReading r) {
        return new Asked(r.meta().isDeleted(), request(r), r.isWanted());
    }

    /** What is to be forgotten is known once it is known whether the attempt is over. */
    private static Request request(JobReading r) {
        if (!r.written().problem().isEmpty())
            return isAnswered(r) ? Request.ANSWERED : Request.REFUSED;
        var supervision = r.supervision();
        var request =
                Request.of(
                        r.meta(),
                        supervision.requestedAction(),
                        supervision.withoutSavepoint(),
                        supervision.restoreFrom());
        var early = request == Request.FORGET_SAVEPOINT && r.fate() == JobFacts.Fate.UNKNOWN;
        return early ? Request.NONE : request;
    }

    private static boolean isAnswered(JobReading r) {
        var said = r.status().lastError();
        return said != null
                && said.message().equals(JobDetails.message(JobReason.RESTORE_REFUSED, r))
                && !r.alarm().isOver(said.timestamp(), ANSWER_COUNTS);
    }

    /** The same three steps in every phase; null once there is nothing left to take. */
    static @Nullable Verdict<SupervisorStatus, JobMove, JobReason> take(Asked asked) {
        return switch (asked.request()) {
            // A5.1
            case WRITTEN -> mark(JobMove.TAKE_REQUEST, JobReason.REQUEST_TAKEN);
            // A5.unknown
            case INVALID -> act(JobMove.RESET_REQUEST, JobReason.UNKNOWN_ACTION);
            // A5.restore-from
            case REFUSED -> mark(JobMove.ANSWER_REQUEST, JobReason.RESTORE_REFUSED);
            // A5.restore-from
            case ANSWERED -> act(JobMove.RESET_REQUEST, JobReason.RESTORE_REFUSED);
            // A5.1
            case TAKEN -> act(JobMove.RESET_REQUEST, JobReason.REQUEST_TAKEN);
            // A5.forget
            case FORGET_SAVEPOINT -> mark(JobMove.FORGET_SAVEPOINT, JobReason.SAVEPOINT_FORGOTTEN);
            case NONE, START, STOP, TRIGGER_SAVEPOINT -> null;
        };
    }

    /** Where no job runs that could be restarted or saved, a request changes the wish alone. */
    static @Nullable Verdict<SupervisorStatus, JobMove, JobReason> takeIdle(Asked asked) {
        return switch (asked.request()) {
            // A5.start
            case START -> mark(JobMove.CARRY_OUT_START, JobReason.START_REQUESTED);
            // A5.stop
            case STOP -> mark(JobMove.CARRY_OUT_STOP, JobReason.STOP_REQUESTED);
            // A5.savepoint
            case TRIGGER_SAVEPOINT -> mark(JobMove.CLEAR_REQUEST, JobReason.ACTION_REFUSED);
            default -> take(asked);
        };
    }

    /** Whether a request is refused, which says nothing of the job: it goes on as it was. */
    private static boolean isRefusal(Verdict<SupervisorStatus, JobMove, JobReason> verdict) {
        return verdict.reason() == JobReason.RESTORE_REFUSED
                && verdict.moves().stream().anyMatch(REFUSALS::contains);
    }

    /** Whether it is about a request alone: the conditions say what they said of the job. */
    static boolean isBesideTheJob(Verdict<SupervisorStatus, JobMove, JobReason> verdict) {
        return isRefusal(verdict)
                || (verdict.reason() == JobReason.REQUEST_TAKEN
                        && verdict.moves().stream().anyMatch(TAKING::contains));
    }

    /**
     * Whether this is when the user is told: once, when the request is taken, or taken back as
     * refused.
     */
    static boolean isAnswer(Verdict<SupervisorStatus, JobMove, JobReason> verdict) {
        return isRefusal(verdict)
                ? !verdict.moves().contains(JobMove.ANSWER_REQUEST)
                : verdict.moves().contains(JobMove.TAKE_REQUEST);
    }

    /** The flags of a START that waits outlive the request for a savepoint, which has none. */
    static FlinkJobStatus markTaken(JobReading r) {
        var written = r.written();
        var action = written.parsed().orElse(RequestedAction.NONE);
        var taken = r.status().supervise(s -> s.requestedAction(action));
        return action == RequestedAction.TRIGGER_SAVEPOINT
                ? taken
                : taken.supervise(
                        s ->
                                s.withoutSavepoint(written.withoutSavepoint())
                                        .restoreFrom(written.restoreFrom()));
    }

    static FlinkJobStatus clear(FlinkJobStatus status) {
        var flags = status.supervision().requestedAction() != RequestedAction.TRIGGER_SAVEPOINT;
        var cleared = status.supervise(s -> s.requestedAction(null));
        return flags
                ? cleared.supervise(s -> s.withoutSavepoint(false).restoreFrom(null))
                : cleared;
    }

    /** What nobody takes changes nothing: the flags of an earlier START stay. */
    static FlinkJobStatus answer(FlinkJobStatus status, JobReading r) {
        var message = JobDetails.message(JobReason.RESTORE_REFUSED, r);
        return status.withLastError(new LastError(message, r.now()));
    }

    /** The flags of the START stay until an attempt is marked with them. */
    static FlinkJobStatus start(FlinkJobStatus status) {
        return status.supervise(
                        s -> s.requestedAction(null).nextRestartTimestamp(null).endedBy(null))
                .with(s -> s.requestedState(RequestedState.Running).restarts(0));
    }

    /**
     * A planned stop that is under way becomes the user's, whose word on savepoints then counts.
     */
    static FlinkJobStatus stop(FlinkJobStatus status) {
        var planned = status.supervision().stopReason();
        var reason =
                status.supervisorStatus() == SupervisorStatus.Stopping && Stops.isPlanned(planned)
                        ? StopReason.UserStop
                        : planned;
        return status.supervise(s -> s.requestedAction(null).restoreFrom(null).stopReason(reason))
                .withRequestedState(RequestedState.Stopped);
    }
}
