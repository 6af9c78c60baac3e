package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import java.util.HashMap;
import java.util.Map;

/** The slots that Flink still shows as free although jobs of ours are about to take them. */
final class PromisedSlots {
    private final FlinkView flink;
    private final Map<String, Integer> byJob = new HashMap<>();

    PromisedSlots(World world) {
        flink = world.flink();
        for (var seen : world.jobs()) note(seen.job().meta().name(), seen.job().status());
    }

    void note(String job, FlinkJobStatus status) {
        byJob.put(job, promised(status));
    }

    int toOthersThan(String job) {
        return byJob.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(job))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    /** Those of a marked attempt that Flink does not list yet, or lists with tasks to schedule. */
    private int promised(FlinkJobStatus status) {
        var marked =
                status.supervisorStatus() == SupervisorStatus.Starting
                        && status.supervision().slotsTimestamp() != null;
        var job = flink.jobs().get(status.jobId());
        var placed = job != null && (job.isFinal() || job.tasks().scheduled() == 0);
        return marked && !placed ? status.supervision().parallelism() : 0;
    }
}
