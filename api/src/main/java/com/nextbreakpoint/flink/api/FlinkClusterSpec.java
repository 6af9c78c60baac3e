package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A Flink session cluster: one JobManager and its TaskManagers.
 *
 * @param taskManagers TaskManagers wanted, between minTaskManagers and maxTaskManagers. Under the
 *     rescale policy JobParallelism, with at least one FlinkJob, the supervisor sets it to what the
 *     jobs need
 * @param minTaskManagers fewest TaskManagers of a cluster that has any
 * @param maxTaskManagers most TaskManagers, whatever the jobs ask for
 * @param runtime the Flink image
 * @param jobManager the JobManager's pod and Service
 * @param taskManager the TaskManagers' pods
 * @param supervisor a supervisor in a Deployment of its own; without it the operator supervises the
 *     cluster
 * @param supervision how the cluster is supervised, whichever process does it; the same fields of
 *     supervisor win
 */
@RecordBuilder
@Schema.Rule(
        value = "self.minTaskManagers <= self.maxTaskManagers",
        message = "minTaskManagers must not be larger than maxTaskManagers: correct one of them")
public record FlinkClusterSpec(
        @Schema.Field(byDefault = "0", min = 0, max = Schema.MAX_PARALLELISM) int taskManagers,
        @Schema.Field(byDefault = "0", min = 0, max = Schema.MAX_PARALLELISM) int minTaskManagers,
        @Schema.Field(byDefault = "32", min = 0, max = Schema.MAX_PARALLELISM)
                Integer maxTaskManagers,
        @Schema.Field(required = true) RuntimeSpec runtime,
        @Schema.Field(required = true) JobManagerSpec jobManager,
        @Schema.Field(required = true) TaskManagerSpec taskManager,
        @Nullable SupervisorSpec supervisor,
        @Nullable SupervisionSpec supervision)
        implements FlinkClusterSpecBuilder.With {
    public FlinkClusterSpec {
        maxTaskManagers = Fill.or(maxTaskManagers, 32);
        Fill.required(runtime, "spec.runtime");
        Fill.required(jobManager, "spec.jobManager");
        Fill.required(taskManager, "spec.taskManager");
    }
}
