package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a FlinkJob. */
@RecordBuilder
public record FlinkJobStatus(
        ResourceStatus resourceStatus,
        SupervisorStatus supervisorStatus,
        String clusterName,
        String clusterUid,
        String clusterHealth,
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
        List<SavepointRecord> savepoints,
        @Nullable RestorePoint restorePoint,
        @Nullable RestoredFrom restoredFrom,
        @Nullable Long observedGeneration,
        List<Condition> conditions,
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
}
