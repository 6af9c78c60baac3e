package com.nextbreakpoint.flink.core.host;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One cluster with what there is of a dedicated supervisor.
 *
 * @param deployment the Deployment of the supervisor's name, whoever owns it
 * @param pods of that Deployment, Terminating ones included
 * @param deletedSince when the first deletion was asked for, of the cluster or of one of its jobs;
 *     null while nobody asked
 * @param tuning how the cluster is supervised
 */
public record HostObserved(
        Resource<FlinkClusterSpec, FlinkClusterStatus> cluster,
        @Nullable Deployment deployment,
        List<SupervisorPod> pods,
        @Nullable Instant deletedSince,
        Refusals refusals,
        Tuning tuning) {
    /**
     * A pod of a dedicated supervisor.
     *
     * @param ready and not Terminating
     * @param since when {@code ready} last changed, its creation before that
     */
    public record SupervisorPod(boolean ready, Instant since) {}
}
