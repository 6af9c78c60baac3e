package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a FlinkCluster. */
@RecordBuilder
public record FlinkClusterStatus(
        ResourceStatus resourceStatus,
        SupervisorStatus supervisorStatus,
        String clusterHealth,
        int taskManagers,
        int taskManagerReplicas,
        int taskSlots,
        int totalTaskSlots,
        @Nullable ServiceMode serviceMode,
        String labelSelector,
        @UtcMillis @Nullable Instant rescaleTimestamp,
        @UtcMillis @Nullable Instant timestamp,
        ClusterDigest digest,
        @Nullable Long observedGeneration,
        List<Condition> conditions,
        RequestedState requestedState,
        ClusterSupervision supervision)
        implements FlinkClusterStatusBuilder.With {
    public static final FlinkClusterStatus NONE = FlinkClusterStatusBuilder.builder().build();

    public FlinkClusterStatus {
        resourceStatus = Fill.or(resourceStatus, ResourceStatus.Unknown);
        supervisorStatus = Fill.or(supervisorStatus, SupervisorStatus.Unknown);
        clusterHealth = Fill.or(clusterHealth, "");
        labelSelector = Fill.or(labelSelector, "");
        digest = Fill.or(digest, ClusterDigest.NONE);
        conditions = Fill.list(conditions);
        requestedState = Fill.or(requestedState, RequestedState.Running);
        supervision = Fill.or(supervision, ClusterSupervision.NONE);
    }
}
