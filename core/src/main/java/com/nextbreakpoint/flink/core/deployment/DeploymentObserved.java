package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One FlinkDeployment with all that its rules look at.
 *
 * @param cluster the FlinkCluster of its name, whoever owns it
 * @param jobs the FlinkJobs that it owns, and those of the names that its jobs should have
 * @param settled the spec that was applied as a whole, the last time that this process saw it so;
 *     null before the first time
 */
public record DeploymentObserved(
        Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment,
        @Nullable Resource<FlinkClusterSpec, FlinkClusterStatus> cluster,
        List<Resource<FlinkJobSpec, FlinkJobStatus>> jobs,
        Refusals refusals,
        @Nullable FlinkDeploymentSpec settled) {}
