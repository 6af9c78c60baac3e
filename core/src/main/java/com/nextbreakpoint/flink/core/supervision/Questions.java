package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.core.supervision.World.JobSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What Flink should be asked: about every job that has an id, and about triggers in flight. */
final class Questions {
    private Questions() {}

    /**
     * The questions from now on.
     *
     * @param statuses of the jobs, after their steps
     */
    static FlinkView.Questions of(
            World world, List<FlinkJobStatus> statuses, Set<StorageQuestion> storage) {
        var triggers = new HashMap<String, String>();
        for (var status : statuses) {
            var stop = status.supervision().stopTriggerId();
            if (!status.savepointTriggerId().isEmpty()) {
                triggers.put(status.savepointTriggerId(), status.savepointJobId());
            }
            if (!stop.isEmpty() && status.supervisorStatus() == SupervisorStatus.Stopping) {
                triggers.put(stop, status.jobId());
            }
        }
        var jobs =
                statuses.stream()
                        .map(FlinkJobStatus::jobId)
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        return new FlinkView.Questions(
                jobs,
                Map.copyOf(triggers),
                Set.copyOf(storage),
                // H9.poll
                world.jobs().stream().anyMatch(Questions::isContentWithTheKnown));
    }

    private static boolean isContentWithTheKnown(JobSeen seen) {
        var spec = seen.job().spec();
        return spec != null && spec.restart().onUnknownState() == OnUnknownState.RestoreKnown;
    }
}
