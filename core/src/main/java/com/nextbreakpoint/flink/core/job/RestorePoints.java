package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
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
    static @Nullable Long newestId(JobReading r) {
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
}
