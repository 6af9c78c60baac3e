package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import java.util.List;

/** What each move writes into the status, or does. */
final class JobMoves {
    private JobMoves() {}

    /** Identities and timers, nothing else. */
    static FlinkJobStatus write(JobMove move, JobReading r) {
        var status = r.status();
        return switch (move) {
            case TAKE_REQUEST -> JobRequests.markTaken(r);
            case CLEAR_REQUEST -> JobRequests.clear(status);
            case REFUSE_REQUEST -> JobRequests.answer(JobRequests.clear(status), r);
            case ANSWER_REQUEST -> JobRequests.answer(status, r);
            case CARRY_OUT_START -> JobRequests.start(status);
            case CARRY_OUT_STOP -> JobRequests.stop(status);
            case START_FRESH -> status.supervise(s -> s.withoutSavepoint(true));
            case FORGET_SAVEPOINT -> RestorePoints.forget(JobRequests.clear(status), r);
            case REQUEST_SAVEPOINT -> Savepoints.request(r);
            case MARK_ATTEMPT -> JobAttempts.mark(r);
            case CLOSE_ATTEMPT -> JobAttempts.close(r);
            case ADOPT_JOB -> JobAttempts.adopt(r);
            case NOTE_INCARNATION -> JobAttempts.noteIncarnation(r);
            case NOTE_CHECKPOINT -> RestorePoints.note(status, r);
            case DELAY_BOOTSTRAP -> Bootstraps.delay(r);
            case MOVE_ATTEMPT -> JobAttempts.move(r);
            case RECORD_SAVEPOINT -> Savepoints.record(r);
            case RECORD_FAILED_SAVEPOINT -> Savepoints.recordFailed(r);
            case MARK_STOP -> Stops.mark(r);
            case RECORD_FAILED_STOP -> Stops.recordFailed(r);
            case BECOME_DELETED -> status.supervise(s -> s.stopReason(StopReason.Deleted));
            default -> throw new IllegalArgumentException(move + " marks nothing");
        };
    }

    static List<Action> actions(JobMove move, JobReading r) {
        var meta = r.meta();
        var status = r.status();
        return switch (move) {
            case RESET_REQUEST ->
                    List.of(
                            new Action.ResetRequest(
                                    Kind.FlinkJob, meta.name(), meta.resourceVersion()));
            case ADD_FINALIZER ->
                    List.of(
                            new Action.AddFinalizer(
                                    Kind.FlinkJob,
                                    meta.name(),
                                    Names.SUPERVISOR_FINALIZER,
                                    r.labels()));
            case REMOVE_FINALIZER ->
                    List.of(
                            new Action.RemoveFinalizer(
                                    Kind.FlinkJob, meta.name(), Names.SUPERVISOR_FINALIZER));
            case CREATE_BOOTSTRAP -> List.of(Bootstraps.create(r));
            case DELETE_BOOTSTRAP -> Bootstraps.delete(r);
            case REHEARSE -> List.of(Bootstraps.rehearse(r));
            case POST_SAVEPOINT -> {
                var id = status.savepointTriggerId();
                var directory = Directories.ofSavepoint(r, id);
                yield List.of(new Action.TriggerSavepoint(status.jobId(), id, directory));
            }
            case POST_STOP -> {
                var id = r.supervision().stopTriggerId();
                var directory = Directories.ofSavepoint(r, id);
                yield List.of(new Action.StopJob(status.jobId(), id, directory));
            }
            case CANCEL_JOB -> List.of(new Action.CancelJob(status.jobId()));
            case CANCEL_STRAY -> r.stray().<Action>map(Action.CancelJob::new).stream().toList();
            default -> throw new IllegalArgumentException(move + " has no effect");
        };
    }
}
