package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cluster with all its jobs as one snapshot shows them.
 *
 * @param name of the cluster, also when it does not exist
 * @param cluster null when the FlinkCluster does not exist
 * @param taskManagerPods the pods of the TaskManagers as Kubernetes has them
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
        Refusals refusals) {

    /** One job with its bootstrap and with what was refused to it. */
    public record JobSeen(
            Resource<FlinkJobSpec, FlinkJobStatus> job,
            BootstrapView bootstrap,
            Refusals refusals) {}
}
