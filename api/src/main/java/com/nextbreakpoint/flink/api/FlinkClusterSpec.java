package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** A Flink session cluster: one JobManager and its TaskManagers. */
@RecordBuilder
public record FlinkClusterSpec(
        int taskManagers,
        int minTaskManagers,
        Integer maxTaskManagers,
        RuntimeSpec runtime,
        JobManagerSpec jobManager,
        TaskManagerSpec taskManager,
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
