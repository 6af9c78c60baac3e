package com.nextbreakpoint.flink.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One savepoint that was taken of a job, or given for it.
 *
 * @param path where it is
 * @param timestamp when it was complete
 * @param jobId Flink's id of the attempt that it was taken of
 * @param trigger who asked for it
 */
public record SavepointRecord(
        String path,
        @UtcMillis @Nullable Instant timestamp,
        String jobId,
        SavepointTrigger trigger) {}
