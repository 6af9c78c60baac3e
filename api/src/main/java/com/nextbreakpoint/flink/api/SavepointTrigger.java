package com.nextbreakpoint.flink.api;

/** Who asked for a savepoint. */
public enum SavepointTrigger {
    Periodic,
    Requested,
    Stop,
    Initial
}
