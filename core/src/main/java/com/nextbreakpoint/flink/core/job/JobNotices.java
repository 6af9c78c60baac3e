package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the log and the Events say: a change of phase or of reason, each in one sentence. */
final class JobNotices {
    private static final Set<JobReason> WARNINGS =
            EnumSet.of(
                    JobReason.UNKNOWN_ACTION,
                    JobReason.ACTION_REFUSED,
                    JobReason.SAVEPOINT_FAILED,
                    JobReason.SAVEPOINT_SLOW,
                    JobReason.JOB_LOST,
                    JobReason.STATE_ASSUMED,
                    JobReason.STOP_FORCED,
                    JobReason.BOOTSTRAP_LOST);

    private JobNotices() {}

    static List<Step.Notice> of(
            Verdict<SupervisorStatus, JobMove, JobReason> verdict,
            FlinkJobStatus written,
            JobReading r) {
        var notices = new ArrayList<Step.Notice>();
        var before = r.status();
        if (!before.supervisorStatus().equals(written.supervisorStatus())) {
            notices.add(Step.Notice.log("Supervisor status: " + written.supervisorStatus()));
        }
        var reason = verdict.reason();
        var beside = JobRequests.isBesideTheJob(verdict);
        var known =
                Conditions.find(before.conditions(), Conditions.READY)
                        .filter(ready -> ready.reason().equals(reason.camelCase()))
                        .isPresent();
        if (beside ? JobRequests.isAnswer(verdict) : !known) {
            var message = JobDetails.message(reason, r);
            var warning = WARNINGS.contains(reason) || reason.weight() == Reason.Weight.STALLED;
            notices.add(
                    warning
                            ? Step.Notice.warning(reason.camelCase(), message)
                            : Step.Notice.normal(reason.camelCase(), message));
        }
        addWarnings(written, r, notices);
        if (!before.savepointPath().equals(written.savepointPath())
                && !written.savepointPath().isEmpty()) {
            notices.add(
                    Step.Notice.normal(
                            "SavepointRecorded", "Savepoint " + written.savepointPath()));
        }
        return List.copyOf(notices);
    }

    /** What the condition does not say. */
    private static void addWarnings(
            FlinkJobStatus written, JobReading r, List<Step.Notice> notices) {
        // R6.manual
        if (isStateDiscarded(written, r)) {
            notices.add(
                    Step.Notice.warning(
                            "StateDiscarded",
                            "In Manual mode no savepoint is taken, and no earlier state is known:"
                                    + " the job starts from nothing"));
        }
        // R6.target
        var unwritable =
                written.attempt() > r.status().attempt() ? new Origins(r).targetProblem() : "";
        if (!unwritable.isEmpty()) {
            notices.add(
                    Step.Notice.warning(
                            "SavepointTargetRefused",
                            "Savepoints cannot be written to savepointTargetPath, so that no stop of"
                                    + " the job will succeed: "
                                    + unwritable));
        }
    }

    /** A planned stop without a savepoint begins, and there is nothing else to go on from. */
    private static boolean isStateDiscarded(FlinkJobStatus written, JobReading r) {
        var reason = written.supervision().stopReason();
        return r.status().supervisorStatus() == SupervisorStatus.Started
                && written.supervisorStatus() == SupervisorStatus.Stopping
                && reason != StopReason.UserStop
                && Stops.isPlanned(reason)
                && written.savepointMode() == SavepointMode.Manual
                && RestorePoints.newest(r).isEmpty();
    }
}
