package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which state is the newest of an attempt. Flink's counter decides; clocks are never compared. */
final class RestorePoints {
    private RestorePoints() {}

    /** The restore point after all that Flink last said of the current attempt. */
    static Optional<RestorePoint> newest(JobReading r) {
        var known = Optional.ofNullable(r.status().restorePoint());
        var seen = r.checkpoints();
        if (seen.isEmpty() || known.filter(point -> isAhead(point, r)).isPresent()) return known;
        var checkpoint =
                Optional.ofNullable(seen.get().checkpoint())
                        .filter(point -> isRemembered(point, r))
                        .filter(point -> seen.get().retained() && r.fate() != Fate.FINISHED)
                        .map(point -> of(RestoreKind.Checkpoint, point));
        var savepoint =
                Optional.ofNullable(seen.get().savepoint())
                        .filter(point -> isRemembered(point, r))
                        .map(point -> of(RestoreKind.Savepoint, point));
        // R6.1
        return Stream.of(known, savepoint, checkpoint)
                .flatMap(Optional::stream)
                .reduce(RestorePoints::newer);
    }

    /**
     * Flink has told of the attempt's savepoint, but not yet its number: it answers with statistics
     * that are older than it.
     */
    static boolean isAhead(JobReading r) {
        var known = r.status().restorePoint();
        return known != null && isAhead(known, r);
    }

    private static boolean isAhead(RestorePoint known, JobReading r) {
        var told = r.checkpoints().map(FlinkView.Checkpoints::savepoint).map(FlinkView.Point::path);
        return known.checkpointId() == null
                && !isOrigin(known, r)
                && told.filter(known.path()::equals).isEmpty();
    }

    /** Whether it is what the current attempt began from. */
    static boolean isOrigin(RestorePoint known, JobReading r) {
        var from = r.status().restoredFrom();
        return from != null && from.path().equals(known.path());
    }

    /** What an attempt began from may have no number; what follows it is newer. */
    static RestorePoint newer(RestorePoint first, RestorePoint second) {
        var before = first.checkpointId();
        var after = second.checkpointId();
        return after != null && (before == null || after > before) ? second : first;
    }

    /** Whether the second is known to be newer; both of one attempt, the first just taken. */
    static boolean isOlder(RestorePoint point, @Nullable RestorePoint known) {
        return known != null
                && point.checkpointId() != null
                && !known.equals(point)
                && newer(point, known).equals(known);
    }

    /** What the user forgot comes back only as something newer. */
    static boolean isRemembered(long id, JobReading r) {
        var forgotten = r.supervision().forgottenId();
        return forgotten == null || id > forgotten;
    }

    private static boolean isRemembered(FlinkView.Point point, JobReading r) {
        return isRemembered(point.id(), r);
    }

    /** The number of the newest state that is known of the current attempt; null without any. */
    private static @Nullable Long newestId(JobReading r) {
        var noted = Optional.ofNullable(r.status().restorePoint()).map(RestorePoint::checkpointId);
        var seen =
                r.checkpoints().stream()
                        .flatMap(all -> Stream.of(all.checkpoint(), all.savepoint()))
                        .filter(Objects::nonNull)
                        .map(FlinkView.Point::id);
        var before = Stream.ofNullable(r.supervision().forgottenId());
        return Stream.of(noted.stream(), seen, before)
                .flatMap(ids -> ids)
                .max(Long::compare)
                .orElse(null);
    }

    /** By its name, which Flink chooses. */
    static RestoreKind kind(String path) {
        return Directories.isCheckpoint(path) ? RestoreKind.Checkpoint : RestoreKind.Savepoint;
    }

    static String words(@Nullable RestorePoint point) {
        return point == null ? "nothing" : kind(point.path()) + " " + point.path();
    }

    private static RestorePoint of(RestoreKind kind, FlinkView.Point point) {
        return new RestorePoint(kind, point.path(), point.id(), point.timestamp());
    }

    /**
     * At most once a minute while Flink answers; at once when it does not, when the savepoint of a
     * stop is there, and for the first state of an attempt, which also tells where the others are.
     */
    static boolean isNoteDue(JobReading r) {
        var newest = newest(r);
        var known = r.status().restorePoint();
        if (newest.isEmpty() || newest.get().equals(known)) return false;
        var stopping = r.status().supervisorStatus() == SupervisorStatus.Stopping;
        var savepoint = newest.get().kind() == RestoreKind.Savepoint;
        // R6.checkpoints-1
        if (r.fate() == Fate.UNKNOWN || (stopping && savepoint)) return true;
        // R6.checkpoints-1
        if (known == null || isOrigin(known, r)) return true;
        var before = known.timestamp();
        var after = Objects.requireNonNullElse(newest.get().timestamp(), Instant.EPOCH);
        // R6.checkpoints-1, C1.8
        return before == null || !after.isBefore(before.plus(Delays.NOTE));
    }

    /** With the newest state, and where it lies; a checkpoint is never put into savepointPath. */
    static FlinkJobStatus note(FlinkJobStatus status, JobReading r) {
        var directories = Directories.seen(status, r);
        var placed = status.supervise(s -> s.checkpointDirectories(directories));
        return newest(r).map(point -> withPoint(placed, point)).orElse(placed);
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

    /** Of an attempt that cannot go on nothing counts any more, also what nobody has read. */
    static FlinkJobStatus forget(FlinkJobStatus status, JobReading r) {
        var settled = isOver(r) ? status.jobId() : "";
        // A5.forget
        return status.supervise(
                        s ->
                                s.forgottenId(newestId(r))
                                        .settledJobId(settled)
                                        .unreadJobIds(List.of()))
                .with(s -> s.restorePoint(null).savepointPath(""));
    }

    /** An attempt that is marked and not seen yet is none that is gone: it may come to life. */
    private static boolean isOver(JobReading r) {
        var unseen = r.isMarked() && r.supervision().startedTimestamp() == null;
        return r.status().supervisorStatus() == SupervisorStatus.Stopped
                || r.fate().isFinal()
                || (r.fate().isGone() && !unseen);
    }
}
