package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/** Where the request of a job's user stands, and what its user is told who asks in vain. */
final class JobRequests {
    /** Who writes the same again later is told again. */
    private static final Duration ANSWER_COUNTS = Duration.ofMinutes(1);

    private static final Set<JobMove> REFUSALS =
            EnumSet.of(JobMove.REFUSE_REQUEST, JobMove.ANSWER_REQUEST, JobMove.RESET_REQUEST);

    private static final Set<JobMove> TAKING =
            EnumSet.of(JobMove.TAKE_REQUEST, JobMove.RESET_REQUEST);

    private JobRequests() {}

    /** What is to be forgotten is known once it is known whether the attempt is over. */
    static Request of(JobReading r) {
        if (!problem(r).isEmpty()) return isAnswered(r) ? Request.ANSWERED : Request.REFUSED;
        var supervision = r.supervision();
        var request =
                Request.of(
                        r.observed().job().meta(),
                        supervision.requestedAction(),
                        supervision.withoutSavepoint(),
                        supervision.restoreFrom());
        var early = request == Request.FORGET_SAVEPOINT && r.fate() == JobFacts.Fate.UNKNOWN;
        return early ? Request.NONE : request;
    }

    /** What is wrong with the request as it stands in the annotations; "" when nothing is. */
    static String problem(JobReading r) {
        return Request.Written.of(r.observed().job().meta()).problem();
    }

    private static boolean isAnswered(JobReading r) {
        var said = r.status().lastError();
        return said != null
                && said.message().equals(JobMarks.message(JobReason.RESTORE_REFUSED, r))
                && !r.alarm().isOver(said.timestamp(), ANSWER_COUNTS);
    }

    /** Whether a request is refused, which says nothing of the job: it goes on as it was. */
    static boolean isRefusal(Verdict<SupervisorStatus, JobMove, JobReason> verdict) {
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
}
