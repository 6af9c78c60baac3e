package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One cluster with all that its rules look at.
 *
 * @param taskManagerPods the pods of the TaskManagers as Kubernetes has them
 * @param tuning how the cluster is supervised
 */
public record ClusterObserved(
        Resource<FlinkClusterSpec, FlinkClusterStatus> cluster,
        List<PodView> jobManagers,
        List<PodView> taskManagers,
        List<Pod> taskManagerPods,
        @Nullable Service service,
        FlinkView flink,
        Refusals refusals,
        Tuning tuning,
        Jobs jobs) {
    /**
     * The cluster's jobs in sum.
     *
     * @param marks the marks of all FlinkJobs of the cluster
     * @param active those that are Starting, Started or Stopping
     * @param survivors whether Flink lists jobs that were not just submitted
     * @param moving whether one is Starting or Stopping
     * @param slots what they need together
     */
    public record Jobs(
            Set<String> marks, List<String> active, boolean survivors, boolean moving, int slots) {
        public static final Jobs NONE = new Jobs(Set.of(), List.of(), false, false, 0);
    }
}
