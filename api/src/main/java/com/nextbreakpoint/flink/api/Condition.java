package com.nextbreakpoint.flink.api;

import java.time.Instant;

/**
 * A condition in Kubernetes' standard form.
 *
 * @param type what the condition is about
 * @param status True, False or Unknown
 * @param reason one word of a documented set
 * @param message one sentence for people
 * @param lastTransitionTime when the status last changed
 * @param observedGeneration generation of the spec that the condition answers to
 */
public record Condition(
        @Schema.Field(required = true) String type,
        @Schema.Field(
                        required = true,
                        words = {"True", "False", "Unknown"})
                String status,
        String reason,
        String message,
        @UtcMillis Instant lastTransitionTime,
        long observedGeneration) {}
