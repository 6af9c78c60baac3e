package com.nextbreakpoint.flink.api;

/** What the current attempt was started from. */
public record RestoredFrom(RestoreKind kind, String path) {}
