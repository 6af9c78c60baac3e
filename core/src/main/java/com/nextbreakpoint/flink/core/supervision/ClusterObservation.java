package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.cluster.ClusterObserved;
import com.nextbreakpoint.flink.core.job.JobDemand;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a cluster observes: its pods, Flink, and its jobs in sum. */
final class ClusterObservation {
    private ClusterObservation() {}

    /**
     * Before the cluster's own step.
     *
     * @param survivors whether jobs outlived their JobManager
     */
    static ClusterObserved of(
            Resource<FlinkClusterSpec, FlinkClusterStatus> cluster,
            World world,
            boolean survivors,
            Instant now) {
        return new ClusterObserved(
                cluster,
                world.jobManagers(),
                world.taskManagers(),
                world.taskManagerPods(),
                world.service(),
                world.flink(),
                world.refusals(),
                world.tuning(),
                jobs(world, new JobObservations(world, cluster.status(), survivors), now));
    }

    private static ClusterObserved.Jobs jobs(World world, JobObservations observe, Instant now) {
        var marks = new TreeSet<String>();
        var active = new ArrayList<String>();
        var demands = new ArrayList<TaskManagers.Demand>();
        var moving = false;
        for (var seen : world.jobs()) {
            var meta = seen.job().meta();
            var phase = seen.job().status().supervisorStatus();
            marks.add(Hashes.jobMark(meta.namespace(), world.name(), meta.name()));
            var turning = phase == SupervisorStatus.Starting || phase == SupervisorStatus.Stopping;
            if (turning || phase == SupervisorStatus.Started) active.add(meta.name());
            moving |= turning;
            demands.add(JobDemand.of(observe.of(seen, 0), now));
        }
        return new ClusterObserved.Jobs(
                marks,
                List.copyOf(active),
                observe.survivors(),
                moving,
                TaskManagers.slots(demands));
    }
}
