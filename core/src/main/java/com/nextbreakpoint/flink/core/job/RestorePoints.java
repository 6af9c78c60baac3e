package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which state is the newest of an attempt. Flink's counter decides; clocks are never compared. */
final class RestorePoints {
    /** Flink's words for a path where nothing lies; a storage that is down has others. */
    private static final String MISSING = "Cannot find checkpoint or savepoint";

    /** How many checkpoints a job may have made after we last looked. */
    private static final int NEWER_TRIES = 5;

    private static final Pattern NUMBERED = Pattern.compile("(.*/chk-)(\\d+)/?");

    private RestorePoints() {}

    /** The restore point after all that Flink last said of the current attempt. */
    static Optional<RestorePoint> newest(JobReading r) {
        var known = Optional.ofNullable(r.status().restorePoint());
        var seen = r.checkpoints();
        if (seen.isEmpty()) return known;
        var checkpoint =
                Optional.ofNullable(seen.get().checkpoint())
                        .filter(point -> seen.get().retained() && r.fate() != Fate.FINISHED)
                        .map(point -> of(RestoreKind.Checkpoint, point));
        var savepoint =
                Optional.ofNullable(seen.get().savepoint())
                        .map(point -> of(RestoreKind.Savepoint, point));
        return Stream.of(known, savepoint, checkpoint)
                .flatMap(Optional::stream)
                .reduce(RestorePoints::newer);
    }

    /** A restore point without a number is one that a start was given; what follows it is newer. */
    private static RestorePoint newer(RestorePoint first, RestorePoint second) {
        var before = first.checkpointId();
        var after = second.checkpointId();
        return after != null && (before == null || after > before) ? second : first;
    }

    /** Whether a start failed because what it was to restore does not exist. */
    static boolean isMissing(String failure) {
        return failure.contains(MISSING);
    }

    /**
     * What the next start restores. A checkpoint that Flink has replaced since we last looked is
     * followed by the next ones of its directory, so many after it as starts have missed it.
     */
    static Optional<RestorePoint> candidate(@Nullable RestorePoint point, int misses) {
        if (point == null || misses == 0) return Optional.ofNullable(point);
        var numbered = NUMBERED.matcher(point.path());
        if (point.kind() != RestoreKind.Checkpoint || misses > NEWER_TRIES || !numbered.matches()) {
            return Optional.empty();
        }
        var number = Long.parseLong(numbered.group(2)) + misses;
        return Optional.of(
                new RestorePoint(point.kind(), numbered.group(1) + number, number, null));
    }

    private static RestorePoint of(RestoreKind kind, FlinkView.Point point) {
        return new RestorePoint(kind, point.path(), point.id(), point.timestamp());
    }

    /** Whether the restore point is a checkpoint of the attempt that ended last. */
    static boolean isOfLastAttempt(FlinkJobStatus status) {
        var point = status.restorePoint();
        return point != null
                && point.kind() == RestoreKind.Checkpoint
                && point.path().contains("/" + status.jobId() + "/");
    }
}
