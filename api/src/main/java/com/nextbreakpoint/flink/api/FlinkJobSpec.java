package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * One job of a Flink cluster.
 *
 * @param clusterName the FlinkCluster that runs the job, never changed once set: the FlinkJob's
 *     name is {@code <clusterName>-<job>}. Without it the longest name of a FlinkCluster counts
 *     with which the FlinkJob's name begins
 * @param jobParallelism parallelism wanted, between minJobParallelism and maxJobParallelism; 0
 *     suspends the job
 * @param minJobParallelism smallest parallelism of a job that is not suspended
 * @param maxJobParallelism largest parallelism, whatever is asked for
 * @param bootstrap the image with the job's JAR, and how the job is started
 * @param savepoint when savepoints are taken, and where they go
 * @param restart when an ended job is started again by itself
 */
@RecordBuilder
@Schema.Rule(
        value = "self.minJobParallelism <= self.maxJobParallelism",
        message =
                "minJobParallelism must not be larger than maxJobParallelism: correct one of them")
public record FlinkJobSpec(
        @Schema.Field(minLength = 1, maxLength = 45) @Nullable String clusterName,
        @Schema.Field(byDefault = "0", min = 0, max = Schema.MAX_PARALLELISM) int jobParallelism,
        @Schema.Field(byDefault = "0", min = 0, max = Schema.MAX_PARALLELISM) int minJobParallelism,
        @Schema.Field(byDefault = "32", min = 0, max = Schema.MAX_PARALLELISM)
                Integer maxJobParallelism,
        @Schema.Field(required = true) BootstrapSpec bootstrap,
        @Schema.Field(required = true) SavepointSpec savepoint,
        @Schema.Field(required = true) RestartSpec restart)
        implements FlinkJobSpecBuilder.With {
    public FlinkJobSpec {
        maxJobParallelism = Fill.or(maxJobParallelism, 32);
        Fill.required(bootstrap, "spec.bootstrap");
        Fill.required(savepoint, "spec.savepoint");
        Fill.required(restart, "spec.restart");
    }
}
