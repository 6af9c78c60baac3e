package com.nextbreakpoint.flink.api;

import java.time.Instant;

/**
 * The last thing that went wrong.
 *
 * @param message what went wrong, in one line
 * @param timestamp when it went wrong
 */
public record LastError(String message, @UtcMillis Instant timestamp) {}
