package com.nextbreakpoint.flink.api;

/** Whether stopping a job takes a savepoint. */
public enum SavepointMode {
    Manual,
    Automatic
}
