package com.nextbreakpoint.flink.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the next start of a job begins from.
 *
 * @param checkpointId Flink's number of the savepoint or checkpoint; both share one counter within
 *     an attempt, so that the larger is the newer state; null where it is not known
 */
public record RestorePoint(
        RestoreKind kind,
        String path,
        @Nullable Long checkpointId,
        @UtcMillis @Nullable Instant timestamp) {}
