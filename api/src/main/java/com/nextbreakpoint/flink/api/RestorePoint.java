package com.nextbreakpoint.flink.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the next start of a job begins from.
 *
 * @param kind a savepoint or a checkpoint
 * @param path where it is
 * @param checkpointId Flink's number of the savepoint or checkpoint; both share one counter within
 *     an attempt, so that the larger is the newer state; null where it is not known
 * @param timestamp when it was complete
 */
public record RestorePoint(
        RestoreKind kind,
        String path,
        @Nullable Long checkpointId,
        @UtcMillis @Nullable Instant timestamp) {}
