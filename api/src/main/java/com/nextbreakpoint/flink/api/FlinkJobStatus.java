package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What became of a FlinkJob.
 *
 * @param resourceStatus whether what was asked for is reached (Updated), worked on (Updating), or
 *     not looked at yet (Unknown)
 * @param supervisorStatus the phase in which the supervisor holds the job
 * @param clusterName the FlinkCluster that runs the job
 * @param clusterUid uid of that FlinkCluster
 * @param clusterHealth health of the cluster; empty while that is not known
 * @param labelSelector selector of the pods of the TaskManagers, for autoscalers
 * @param jobParallelism parallelism in force, 0 while the job is stopped
 * @param jobId Flink's id of the last attempt
 * @param jobStatus Flink's word for the state of the job, in upper case; empty while there is no
 *     job, so that the last word of an attempt stays only where it was a final one
 * @param savepointPath the newest savepoint
 * @param savepointJobId job of the savepoint that is being taken, empty while there is none
 * @param savepointTriggerId request of the savepoint that is being taken, empty while there is none
 * @param savepointRequestTimestamp when a savepoint was last asked for
 * @param savepointTimestamp when the newest savepoint was complete
 * @param savepointMode savepointMode of the spec, as it is in force
 * @param restartPolicy restartPolicy of the spec, as it is in force
 * @param digest digests of the job's sections
 * @param timestamp when the status was last written
 * @param attempt number of starts
 * @param restarts automatic restarts since the last healthy period
 * @param lastError the last thing that went wrong
 * @param savepoints the newest savepoints, newest first, at most 10
 * @param restorePoint what the next start begins from
 * @param restoredFrom what the current attempt began from
 * @param observedGeneration generation of the spec that the status answers to
 * @param conditions Ready, Reconciling, Stalled and SavepointUpToDate, with reasons and messages
 * @param requestedState what the user last asked for; Running from the creation on
 * @param supervision the supervisor's own bookkeeping; not for users
 */
@RecordBuilder
public record FlinkJobStatus(
        ResourceStatus resourceStatus,
        SupervisorStatus supervisorStatus,
        String clusterName,
        String clusterUid,
        @Schema.Field(words = {"", "HEALTHY", "UNHEALTHY"}) String clusterHealth,
        String labelSelector,
        int jobParallelism,
        String jobId,
        String jobStatus,
        String savepointPath,
        String savepointJobId,
        String savepointTriggerId,
        @UtcMillis @Nullable Instant savepointRequestTimestamp,
        @UtcMillis @Nullable Instant savepointTimestamp,
        @Nullable SavepointMode savepointMode,
        @Nullable RestartPolicy restartPolicy,
        JobDigest digest,
        @UtcMillis @Nullable Instant timestamp,
        int attempt,
        int restarts,
        @Nullable LastError lastError,
        @Schema.Field(maxItems = 10) List<SavepointRecord> savepoints,
        @Nullable RestorePoint restorePoint,
        @Nullable RestoredFrom restoredFrom,
        @Nullable Long observedGeneration,
        @Schema.Field(key = "type") List<Condition> conditions,
        RequestedState requestedState,
        JobSupervision supervision)
        implements FlinkJobStatusBuilder.With {
    public static final FlinkJobStatus NONE = FlinkJobStatusBuilder.builder().build();

    public FlinkJobStatus {
        resourceStatus = Fill.or(resourceStatus, ResourceStatus.Unknown);
        supervisorStatus = Fill.or(supervisorStatus, SupervisorStatus.Unknown);
        clusterName = Fill.or(clusterName, "");
        clusterUid = Fill.or(clusterUid, "");
        clusterHealth = Fill.or(clusterHealth, "");
        labelSelector = Fill.or(labelSelector, "");
        jobId = Fill.or(jobId, "");
        jobStatus = Fill.or(jobStatus, "");
        savepointPath = Fill.or(savepointPath, "");
        savepointJobId = Fill.or(savepointJobId, "");
        savepointTriggerId = Fill.or(savepointTriggerId, "");
        digest = Fill.or(digest, JobDigest.NONE);
        savepoints = Fill.list(savepoints);
        conditions = Fill.list(conditions);
        requestedState = Fill.or(requestedState, RequestedState.Running);
        supervision = Fill.or(supervision, JobSupervision.NONE);
    }

    /** The same with other bookkeeping. */
    public FlinkJobStatus supervise(Consumer<JobSupervisionBuilder> change) {
        return withSupervision(supervision.with(change));
    }
}
