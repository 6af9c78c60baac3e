package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with all its jobs as one snapshot shows them.
 *
 * @param name of the cluster, also when it does not exist
 * @param cluster null when the FlinkCluster does not exist
 * @param taskManagerPods the pods of the TaskManagers as Kubernetes has them
 * @param tuning how the cluster is supervised
 */
public record World(
        String name,
        @Nullable Resource<FlinkClusterSpec, FlinkClusterStatus> cluster,
        List<PodView> jobManagers,
        List<PodView> taskManagers,
        List<Pod> taskManagerPods,
        @Nullable Service service,
        List<JobSeen> jobs,
        FlinkView flink,
        Refusals refusals,
        Tuning tuning) {

    /**
     * As it is once these statuses are written, and nothing else has happened.
     *
     * @param written of the cluster, null when it does not exist
     * @param jobStatuses in the order of the jobs
     */
    World with(@Nullable FlinkClusterStatus written, List<FlinkJobStatus> jobStatuses) {
        var then = new ArrayList<JobSeen>();
        var triggers = new HashMap<>(flink.triggers());
        for (int i = 0; i < jobs.size(); i++) {
            var seen = jobs.get(i);
            var status = jobStatuses.get(i);
            then.add(new JobSeen(seen.job.with(status), seen.bootstrap, seen.refusals));
            for (var id : newTriggers(seen.job.status(), status)) {
                triggers.put(id, new FlinkView.Trigger.Unknown());
            }
        }
        return new World(
                name,
                cluster == null || written == null ? cluster : cluster.with(written),
                jobManagers,
                taskManagers,
                taskManagerPods,
                service,
                List.copyOf(then),
                flink.withTriggers(Map.copyOf(triggers)),
                refusals,
                tuning);
    }

    /** Nobody can have posted what had no name before: Flink need not be asked. */
    private static Set<String> newTriggers(FlinkJobStatus before, FlinkJobStatus after) {
        var ids =
                new HashSet<>(
                        List.of(after.savepointTriggerId(), after.supervision().stopTriggerId()));
        ids.removeAll(
                List.of("", before.savepointTriggerId(), before.supervision().stopTriggerId()));
        return ids;
    }

    /** One job with its bootstrap and with what was refused to it. */
    public record JobSeen(
            Resource<FlinkJobSpec, FlinkJobStatus> job,
            BootstrapView bootstrap,
            Refusals refusals) {}
}
