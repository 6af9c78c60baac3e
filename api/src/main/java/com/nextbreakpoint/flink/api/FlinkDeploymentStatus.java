package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a FlinkDeployment. */
@RecordBuilder
public record FlinkDeploymentStatus(
        ResourceStatus resourceStatus,
        @UtcMillis @Nullable Instant timestamp,
        DeploymentDigest digest,
        List<RememberedJob> jobs,
        @Nullable Long observedGeneration,
        List<Condition> conditions)
        implements FlinkDeploymentStatusBuilder.With {
    public static final FlinkDeploymentStatus NONE = FlinkDeploymentStatusBuilder.builder().build();

    public FlinkDeploymentStatus {
        resourceStatus = Fill.or(resourceStatus, ResourceStatus.Unknown);
        digest = Fill.or(digest, DeploymentDigest.NONE);
        jobs = Fill.list(jobs);
        conditions = Fill.list(conditions);
    }

    /** What a child that was deleted by hand comes back with. */
    public record RememberedJob(String name, @Nullable RestorePoint restorePoint) {}
}
