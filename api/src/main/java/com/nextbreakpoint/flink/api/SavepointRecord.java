package com.nextbreakpoint.flink.api;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One savepoint that was taken of a job, or given for it. */
public record SavepointRecord(
        String path,
        @UtcMillis @Nullable Instant timestamp,
        String jobId,
        SavepointTrigger trigger) {}
