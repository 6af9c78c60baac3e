package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** One job of a Flink cluster. */
@RecordBuilder
public record FlinkJobSpec(
        @Nullable String clusterName,
        int jobParallelism,
        int minJobParallelism,
        Integer maxJobParallelism,
        BootstrapSpec bootstrap,
        SavepointSpec savepoint,
        RestartSpec restart)
        implements FlinkJobSpecBuilder.With {
    public FlinkJobSpec {
        maxJobParallelism = Fill.or(maxJobParallelism, 32);
        Fill.required(bootstrap, "spec.bootstrap");
        Fill.required(savepoint, "spec.savepoint");
        Fill.required(restart, "spec.restart");
    }
}
