package com.nextbreakpoint.flink.api;

/** What a job is started from. */
public enum RestoreKind {
    Savepoint,
    Checkpoint
}
