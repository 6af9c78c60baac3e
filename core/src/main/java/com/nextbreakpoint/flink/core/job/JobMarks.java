package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobSupervisionBuilder;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SavepointRecord;
import com.nextbreakpoint.flink.api.SavepointTrigger;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What each marking move writes into the status: identities and timers, nothing else. */
final class JobMarks {
    /** So many savepoints are remembered, and so many places of those that were not read yet. */
    static final int SAVEPOINTS_KEPT = 10;

    private JobMarks() {}

    static FlinkJobStatus apply(JobMove move, JobReading r) {
        var status = r.status();
        return switch (move) {
            case TAKE_REQUEST -> takeRequest(r);
            case CLEAR_REQUEST -> clearRequest(status);
            case REFUSE_REQUEST -> answer(clearRequest(status), r);
            case ANSWER_REQUEST -> answer(status, r);
            case CARRY_OUT_START -> start(status);
            case CARRY_OUT_STOP -> stop(status);
            case DELAY_BOOTSTRAP -> JobAttempts.delayBootstrap(r);
            case MOVE_ATTEMPT -> supervise(status, s -> s.incarnation(r.link().incarnation()));
            case START_FRESH -> supervise(status, s -> s.withoutSavepoint(true));
            case FORGET_SAVEPOINT -> forget(r);
            case REQUEST_SAVEPOINT -> requestSavepoint(r);
            case MARK_ATTEMPT -> JobAttempts.mark(r);
            case CLOSE_ATTEMPT -> JobAttempts.close(r);
            case ADOPT_JOB -> JobAttempts.adopt(r);
            case NOTE_INCARNATION ->
                    supervise(
                            withoutPending(status, false, 0, null),
                            s -> s.incarnation(r.flink().incarnation()));
            case NOTE_CHECKPOINT -> noteCheckpoint(status, r);
            case RECORD_SAVEPOINT -> recordSavepoint(r);
            case RECORD_FAILED_SAVEPOINT -> recordFailedSavepoint(r);
            case MARK_STOP -> markStop(r);
            case RECORD_FAILED_STOP -> recordFailedStop(r);
            case BECOME_DELETED -> supervise(status, s -> s.stopReason(StopReason.Deleted));
            default -> throw new IllegalArgumentException(move + " marks nothing");
        };
    }

    static FlinkJobStatus supervise(FlinkJobStatus status, Consumer<JobSupervisionBuilder> change) {
        return status.withSupervision(status.supervision().with(change));
    }

    /** The flags of a START that waits outlive the request for a savepoint, which has none. */
    private static FlinkJobStatus takeRequest(JobReading r) {
        var written = Request.Written.of(r.observed().job().meta());
        var action = written.parsed().orElse(RequestedAction.NONE);
        var taken = supervise(r.status(), s -> s.requestedAction(action));
        return action == RequestedAction.TRIGGER_SAVEPOINT
                ? taken
                : supervise(
                        taken,
                        s ->
                                s.withoutSavepoint(written.withoutSavepoint())
                                        .restoreFrom(written.restoreFrom()));
    }

    private static FlinkJobStatus clearRequest(FlinkJobStatus status) {
        var flags = status.supervision().requestedAction() != RequestedAction.TRIGGER_SAVEPOINT;
        var cleared = supervise(status, s -> s.requestedAction(null));
        return flags
                ? supervise(cleared, s -> s.withoutSavepoint(false).restoreFrom(null))
                : cleared;
    }

    /** What nobody takes changes nothing: the flags of an earlier START stay. */
    private static FlinkJobStatus answer(FlinkJobStatus status, JobReading r) {
        return status.withLastError(error(r, message(JobReason.RESTORE_REFUSED, r)));
    }

    /** The flags of the START stay until an attempt is marked with them. */
    static FlinkJobStatus start(FlinkJobStatus status) {
        return supervise(
                        status,
                        s -> s.requestedAction(null).nextRestartTimestamp(null).endedBy(null))
                .with(s -> s.requestedState(RequestedState.Running).restarts(0));
    }

    /**
     * A planned stop that is under way becomes the user's, whose word on savepoints then counts.
     */
    static FlinkJobStatus stop(FlinkJobStatus status) {
        var planned = status.supervision().stopReason();
        var reason =
                status.supervisorStatus() == SupervisorStatus.Stopping && isPlanned(planned)
                        ? StopReason.UserStop
                        : planned;
        return supervise(status, s -> s.requestedAction(null).restoreFrom(null).stopReason(reason))
                .withRequestedState(RequestedState.Stopped);
    }

    static boolean isPlanned(@Nullable StopReason reason) {
        return switch (reason) {
            case null -> false;
            case Restart, Changed, Cluster, Suspended, Silence, UserStop -> true;
            case StartFailed, Stray, Deleted -> false;
        };
    }

    private static FlinkJobStatus requestSavepoint(JobReading r) {
        var asked = r.asked().request() == Request.TRIGGER_SAVEPOINT;
        var status = asked ? clearRequest(r.status()) : r.status();
        var requested = asked || r.supervision().savepointRequested();
        var id = Hashes.triggerId(status.jobId(), "savepoint/" + r.now());
        return supervise(
                        status,
                        s ->
                                s.savepointRequested(requested)
                                        .nextSavepointTimestamp(null)
                                        .savepointDirectories(Directories.withSavepoint(r, id)))
                .with(
                        s ->
                                s.savepointTriggerId(id)
                                        .savepointJobId(status.jobId())
                                        .savepointRequestTimestamp(r.now()));
    }

    private static FlinkJobStatus markStop(JobReading r) {
        var id = Stops.triggerId(r.supervision().stopTries(), r);
        return supervise(
                r.status(),
                s ->
                        s.stopTriggerId(id)
                                .stopRequestTimestamp(r.now())
                                .savepointDirectories(Directories.withSavepoint(r, id)));
    }

    /** Of an attempt that cannot go on nothing counts any more, also what nobody has read. */
    private static FlinkJobStatus forget(JobReading r) {
        var settled = isOver(r) ? r.status().jobId() : "";
        return supervise(
                        clearRequest(r.status()),
                        s ->
                                s.forgottenId(RestorePoints.newestId(r))
                                        .settledJobId(settled)
                                        .unreadJobIds(List.of()))
                .with(s -> s.restorePoint(null).savepointPath(""));
    }

    /** An attempt that is marked and not seen yet is none that is gone: it may come to life. */
    private static boolean isOver(JobReading r) {
        var unseen =
                r.supervision().slotsTimestamp() != null
                        && r.supervision().startedTimestamp() == null;
        return r.status().supervisorStatus() == SupervisorStatus.Stopped
                || r.fate().isFinal()
                || (r.fate().isGone() && !unseen);
    }

    /** A checkpoint is never put into savepointPath. */
    static FlinkJobStatus noteCheckpoint(FlinkJobStatus status, JobReading r) {
        var placed = supervise(status, s -> s.checkpointDirectories(Directories.seen(status, r)));
        return RestorePoints.newest(r).map(point -> withPoint(placed, point)).orElse(placed);
    }

    static FlinkJobStatus withPoint(FlinkJobStatus status, RestorePoint point) {
        return point.kind() == RestoreKind.Checkpoint
                ? status.withRestorePoint(point)
                : status.with(
                        s ->
                                s.restorePoint(point)
                                        .savepointPath(point.path())
                                        .savepointTimestamp(point.timestamp()));
    }

    private static FlinkJobStatus recordSavepoint(JobReading r) {
        var status = withoutPending(r.status(), false, 0, null);
        var trigger = r.flink().triggers().get(r.status().savepointTriggerId());
        if (!(trigger instanceof FlinkView.Trigger.Completed(var path))) return status;
        var kind =
                r.supervision().savepointRequested()
                        ? SavepointTrigger.Requested
                        : SavepointTrigger.Periodic;
        return withSavepoint(status, r, path, kind);
    }

    /** The savepoint as the newest state, and first in the list of those that were taken. */
    static FlinkJobStatus withSavepoint(
            FlinkJobStatus status, JobReading r, String path, SavepointTrigger trigger) {
        var id =
                r.checkpoints()
                        .map(FlinkView.Checkpoints::savepoint)
                        .filter(point -> point.path().equals(path))
                        .map(FlinkView.Point::id)
                        .orElse(null);
        var savepoints = new ArrayList<SavepointRecord>();
        savepoints.add(new SavepointRecord(path, r.now(), status.jobId(), trigger));
        savepoints.addAll(status.savepoints());
        var point = new RestorePoint(RestoreKind.Savepoint, path, id, r.now());
        var kept = List.copyOf(savepoints.subList(0, Math.min(savepoints.size(), SAVEPOINTS_KEPT)));
        var known = status.restorePoint();
        var unread =
                Directories.withoutSavepoint(status.supervision().savepointDirectories(), path);
        var recorded =
                supervise(withPoint(status, point), s -> s.savepointDirectories(unread))
                        .withSavepoints(kept);
        return RestorePoints.isOlder(point, known) ? recorded.withRestorePoint(known) : recorded;
    }

    /** Tried again after a while, for whomever it was. */
    private static FlinkJobStatus recordFailedSavepoint(JobReading r) {
        int tries = r.supervision().savepointTries() + 1;
        var again = r.now().plus(Delays.backOff(tries));
        var requested = r.supervision().savepointRequested();
        return withoutPending(r.status(), requested, tries, again)
                .withLastError(error(r, failure(r, r.status().savepointTriggerId())));
    }

    /** The status without a savepoint in flight. */
    static FlinkJobStatus withoutPending(
            FlinkJobStatus status, boolean requested, int tries, @Nullable Instant again) {
        return supervise(
                        status,
                        s ->
                                s.savepointRequested(requested)
                                        .savepointTries(tries)
                                        .nextSavepointTimestamp(again))
                .with(s -> s.savepointTriggerId("").savepointJobId(""));
    }

    private static FlinkJobStatus recordFailedStop(JobReading r) {
        var tries = r.supervision().stopTries() + 1;
        return supervise(
                        r.status(),
                        s ->
                                s.stopTriggerId("")
                                        .stopTries(tries)
                                        .nextRestartTimestamp(r.now().plus(Delays.backOff(tries))))
                .withLastError(error(r, failure(r, r.supervision().stopTriggerId())));
    }

    private static String failure(JobReading r, String triggerId) {
        return r.flink().triggers().get(triggerId) instanceof FlinkView.Trigger.Failed(var cause)
                ? cause
                : "the JobManager died before it told the result";
    }

    static String message(JobReason reason, JobReading r) {
        return reason.message(JobDetails.of(reason, r));
    }

    static LastError error(JobReading r, String message) {
        return new LastError(message, r.now());
    }
}
