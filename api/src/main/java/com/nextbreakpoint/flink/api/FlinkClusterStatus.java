package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a FlinkCluster.
 *
 * @param resourceStatus whether what was asked for is reached (Updated), worked on (Updating), or
 *     not looked at yet (Unknown)
 * @param supervisorStatus the phase in which the supervisor holds the cluster
 * @param clusterHealth whether the JobManager answers; empty while that is not known
 * @param taskManagers TaskManagers wanted, after the limits of the spec
 * @param taskManagerReplicas pods of TaskManagers that are neither ending nor failed
 * @param taskSlots slots of each TaskManager
 * @param totalTaskSlots slots of all TaskManagers, as Flink reports them where it answers
 * @param serviceMode type of the JobManager's Service
 * @param labelSelector selector of the pods of the TaskManagers, for autoscalers
 * @param rescaleTimestamp when the wanted number of TaskManagers last changed
 * @param timestamp when the status was last written
 * @param digest digests of the cluster's sections
 * @param observedGeneration generation of the spec that the status answers to
 * @param conditions Ready, Reconciling and Stalled, with reasons and messages
 * @param requestedState what the user last asked for; Running from the creation on
 * @param supervision the supervisor's own bookkeeping; not for users
 */
@RecordBuilder
public record FlinkClusterStatus(
        ResourceStatus resourceStatus,
        SupervisorStatus supervisorStatus,
        @Schema.Field(words = {"", "HEALTHY", "UNHEALTHY"}) String clusterHealth,
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
        @Schema.Field(key = "type") List<Condition> conditions,
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
