package com.nextbreakpoint.flink.api;

/**
 * What the current attempt was started from.
 *
 * @param kind a savepoint or a checkpoint
 * @param path where it is
 */
public record RestoredFrom(RestoreKind kind, String path) {}
