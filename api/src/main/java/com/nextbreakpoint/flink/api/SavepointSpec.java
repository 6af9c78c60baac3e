package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/** When savepoints are taken, and where they go. The interval is in seconds, 0 = none. */
@RecordBuilder
public record SavepointSpec(
        SavepointMode savepointMode,
        @Nullable String savepointPath,
        Integer savepointInterval,
        String savepointTargetPath,
        boolean allowNonRestoredState,
        boolean savepointOnDelete)
        implements SavepointSpecBuilder.With {
    public SavepointSpec {
        savepointMode = Fill.or(savepointMode, SavepointMode.Automatic);
        savepointInterval = Fill.or(savepointInterval, 3600);
        Fill.required(savepointTargetPath, "savepoint.savepointTargetPath");
    }
}
