package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.supervision.World.JobSeen;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which slots Flink still shows as free although a job of ours is about to take them. */
final class Slots {
    private Slots() {}

    static Map<String, Integer> promised(List<JobSeen> jobs, FlinkView flink) {
        var promised = new HashMap<String, Integer>();
        for (var seen : jobs) {
            promised.put(seen.job().meta().name(), promised(seen.job().status(), flink));
        }
        return promised;
    }

    /** Those of a marked attempt that Flink does not list yet, or lists with tasks to schedule. */
    static int promised(FlinkJobStatus status, FlinkView flink) {
        var marked =
                status.supervisorStatus() == SupervisorStatus.Starting
                        && status.supervision().slotsTimestamp() != null;
        var job = flink.jobs().get(status.jobId());
        var placed = job != null && (job.isFinal() || job.tasks().scheduled() == 0);
        return marked && !placed ? status.supervision().parallelism() : 0;
    }
}
