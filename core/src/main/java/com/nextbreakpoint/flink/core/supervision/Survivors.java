package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.FlinkJobView;
import java.util.stream.Collectors;

/**
 * Jobs that outlived their JobManager, and not those that were just submitted to the next. One that
 * has ended since counts as well: that it was there tells that the TaskManagers were kept.
 */
final class Survivors {
    private Survivors() {}

    static boolean are(World world) {
        var submitted =
                world.jobs().stream()
                        .map(seen -> seen.job().status())
                        .filter(status -> !wasSeenRunning(status))
                        .map(FlinkJobStatus::jobId)
                        .collect(Collectors.toUnmodifiableSet());
        return world.flink().jobs().values().stream()
                .map(FlinkJobView::id)
                .anyMatch(id -> !submitted.contains(id));
    }

    private static boolean wasSeenRunning(FlinkJobStatus status) {
        return status.supervision().startedTimestamp() != null;
    }
}
