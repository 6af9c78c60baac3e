package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SavepointRecord;
import com.nextbreakpoint.flink.api.SavepointTrigger;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Savepoints of a job that goes on running, one at a time, and the list of all that were taken. */
final class Savepoints {
    private Savepoints() {}

    /** The savepoint that was asked for last, other than a stop's. */
    enum Savepoint {
        NONE,
        DUE,
        /** Requested, Flink does not know of it. */
        TO_POST,
        PENDING,
        COMPLETED,
        FAILED
    }

    static Savepoint of(JobReading r) {
        var id = r.status().savepointTriggerId();
        if (id.isEmpty()) return isDue(r) ? Savepoint.DUE : Savepoint.NONE;
        if (!r.flinkAnswers()) return Savepoint.PENDING;
        return switch (r.flink().triggers().get(id)) {
            case null -> Savepoint.PENDING;
            case FlinkView.Trigger.InProgress _ -> Savepoint.PENDING;
            case FlinkView.Trigger.Completed _ -> Savepoint.COMPLETED;
            case FlinkView.Trigger.Failed _ -> Savepoint.FAILED;
            case FlinkView.Trigger.Unknown _ -> Savepoint.TO_POST;
        };
    }

    private static boolean isDue(JobReading r) {
        var again = r.supervision().nextSavepointTimestamp();
        if (again != null) return r.alarm().has(again);
        var spec = r.spec();
        var started = r.supervision().startedTimestamp();
        if (spec == null || started == null || spec.savepoint().savepointInterval() == 0) {
            return false;
        }
        var requested = r.status().savepointRequestTimestamp();
        var last = requested == null || requested.isBefore(started) ? started : requested;
        // R6.savepoints-1
        return r.alarm().isOver(last, Duration.ofSeconds(spec.savepoint().savepointInterval()));
    }

    static FlinkJobStatus request(JobReading r) {
        var asked = JobRequests.asked(r).request() == Request.TRIGGER_SAVEPOINT;
        var status = asked ? JobRequests.clear(r.status()) : r.status();
        var requested = asked || r.supervision().savepointRequested();
        var id = Hashes.triggerId(status.jobId(), "savepoint/" + r.now());
        return status.supervise(
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

    static FlinkJobStatus record(JobReading r) {
        var status = withoutPending(r.status());
        var trigger = r.flink().triggers().get(r.status().savepointTriggerId());
        if (!(trigger instanceof FlinkView.Trigger.Completed(var path))) return status;
        var kind =
                r.supervision().savepointRequested()
                        ? SavepointTrigger.Requested
                        : SavepointTrigger.Periodic;
        return withSavepoint(status, r, path, kind);
    }

    /** Tried again after a while, for whomever it was. */
    static FlinkJobStatus recordFailed(JobReading r) {
        int tries = r.supervision().savepointTries() + 1;
        var again = r.now().plus(Delays.backOff(tries));
        var requested = r.supervision().savepointRequested();
        var error = new LastError(r.failure(r.status().savepointTriggerId()), r.now());
        // R6.savepoints-2
        return withoutPending(r.status(), requested, tries, again).withLastError(error);
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
        // R6.savepoints-1
        var count = Math.min(savepoints.size(), Directories.SAVEPOINTS_KEPT);
        var known = status.restorePoint();
        var unread =
                Directories.withoutSavepoint(status.supervision().savepointDirectories(), path);
        var recorded =
                RestorePoints.withPoint(status, point)
                        .supervise(s -> s.savepointDirectories(unread))
                        .withSavepoints(List.copyOf(savepoints.subList(0, count)));
        return RestorePoints.isOlder(point, known) ? recorded.withRestorePoint(known) : recorded;
    }

    /** The status without a savepoint in flight, or one that is to be tried again. */
    static FlinkJobStatus withoutPending(FlinkJobStatus status) {
        return withoutPending(status, false, 0, null);
    }

    private static FlinkJobStatus withoutPending(
            FlinkJobStatus status, boolean requested, int tries, @Nullable Instant again) {
        return status.supervise(
                        s ->
                                s.savepointRequested(requested)
                                        .savepointTries(tries)
                                        .nextSavepointTimestamp(again))
                .with(s -> s.savepointTriggerId("").savepointJobId(""));
    }
}
