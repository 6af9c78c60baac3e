package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The checkpoints after the noted one, in the same directory: the job went on after it was last
 * looked at, and Flink deletes what it does not retain.
 */
final class Newer {
    private static final int MOST = 5;
    private static final Pattern CHECKPOINT = Pattern.compile("(.*/chk-)(\\d+)/?");

    private Newer() {}

    /** Whether the start failed because its checkpoint does not exist, and another may be tried. */
    static boolean isNext(JobReading r) {
        var point = r.status().restorePoint();
        return r.supervision().newerTries() < MOST
                && point != null
                && r.status().restoredFrom() != null
                && point.kind() == RestoreKind.Checkpoint
                && CHECKPOINT.matcher(point.path()).matches()
                && isMissing(r);
    }

    /** Flink's own words, of 1.20 and 2.3. */
    static boolean isMissing(JobReading r) {
        var cause = JobDetails.startFailure(r);
        return cause.contains("Cannot find checkpoint or savepoint")
                || cause.contains("Cannot find meta data file");
    }

    static FlinkJobStatus mark(JobReading r) {
        return JobMarks.supervise(
                        r.status(),
                        s ->
                                s.slotsTimestamp(null)
                                        .nextRestartTimestamp(null)
                                        .newerTries(r.supervision().newerTries() + 1))
                .withLastError(JobMarks.error(r, JobDetails.of(JobReason.START_FAILED, r)));
    }

    /** The checkpoint to be tried now; the point itself at the first try, or when it is another. */
    static @Nullable RestorePoint of(@Nullable RestorePoint point, int tries) {
        if (point == null || tries == 0 || point.kind() != RestoreKind.Checkpoint) return point;
        var match = CHECKPOINT.matcher(point.path());
        if (!match.matches()) return point;
        var id = Long.parseLong(match.group(2)) + tries;
        return new RestorePoint(point.kind(), match.group(1) + id, id, null);
    }

    /** What was found in place of the noted checkpoint becomes the restore point. */
    static FlinkJobStatus found(FlinkJobStatus status) {
        var point = of(status.restorePoint(), status.supervision().newerTries());
        var from = status.restoredFrom();
        return point != null && from != null && point.path().equals(from.path())
                ? status.withRestorePoint(point)
                : status;
    }
}
