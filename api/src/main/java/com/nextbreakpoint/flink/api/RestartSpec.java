package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** When an ended job is started again by itself. Durations are whole seconds. */
@RecordBuilder
public record RestartSpec(
        RestartPolicy restartPolicy,
        Integer restartDelay,
        @Nullable Integer maxRestartDelay,
        @Nullable Integer maxRestarts,
        Integer restartTimeout)
        implements RestartSpecBuilder.With {
    public RestartSpec {
        restartPolicy = Fill.or(restartPolicy, RestartPolicy.Never);
        restartDelay = Fill.or(restartDelay, 60);
        restartTimeout = Fill.or(restartTimeout, 180);
    }
}
