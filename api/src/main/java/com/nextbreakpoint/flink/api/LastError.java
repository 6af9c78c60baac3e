package com.nextbreakpoint.flink.api;

import java.time.Instant;

/** The last thing that went wrong, in one line. */
public record LastError(String message, @UtcMillis Instant timestamp) {}
