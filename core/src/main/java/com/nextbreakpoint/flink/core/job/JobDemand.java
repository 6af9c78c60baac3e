package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.core.job.Restarts.Restart;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import java.time.Instant;

/** The slots that a job needs now or soon. */
public final class JobDemand {
    private JobDemand() {}

    public static TaskManagers.Demand of(JobObserved observed, Instant now) {
        var r = new JobReading(observed, now);
        var restart = Restarts.of(r);
        var due = restart == Restart.DUE || restart == Restart.LATER;
        return new TaskManagers.Demand(
                r.status().supervisorStatus(),
                r.parallelism(),
                r.supervision().parallelism(),
                due && r.cluster().isUp() && r.isWanted() && !r.meta().isDeleted());
    }
}
