package com.nextbreakpoint.flink.api;

import java.time.Instant;

/** A condition in Kubernetes' standard form; {@code status} is True, False or Unknown. */
public record Condition(
        String type,
        String status,
        String reason,
        String message,
        @UtcMillis Instant lastTransitionTime,
        long observedGeneration) {}
