package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a FlinkDeployment.
 *
 * @param resourceStatus whether what was asked for is reached (Updated), worked on (Updating), or
 *     not looked at yet (Unknown)
 * @param timestamp when the status was last written
 * @param digest digests of the deployment's sections
 * @param jobs what the toolbox remembers of the jobs
 * @param observedGeneration generation of the spec that the status answers to
 * @param conditions Ready, Reconciling and Stalled, with reasons and messages
 */
@RecordBuilder
public record FlinkDeploymentStatus(
        ResourceStatus resourceStatus,
        @UtcMillis @Nullable Instant timestamp,
        DeploymentDigest digest,
        @Schema.Field(key = "name") List<RememberedJob> jobs,
        @Nullable Long observedGeneration,
        @Schema.Field(key = "type") List<Condition> conditions)
        implements FlinkDeploymentStatusBuilder.With {
    public static final FlinkDeploymentStatus NONE = FlinkDeploymentStatusBuilder.builder().build();

    public FlinkDeploymentStatus {
        resourceStatus = Fill.or(resourceStatus, ResourceStatus.Unknown);
        digest = Fill.or(digest, DeploymentDigest.NONE);
        jobs = Fill.list(jobs);
        conditions = Fill.list(conditions);
    }

    /**
     * What a child that was deleted by hand comes back with.
     *
     * @param name the short name of the job
     * @param restorePoint what its first start begins from
     */
    public record RememberedJob(
            @Schema.Field(required = true) String name, @Nullable RestorePoint restorePoint) {}
}
