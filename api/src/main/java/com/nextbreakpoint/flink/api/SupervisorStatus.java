package com.nextbreakpoint.flink.api;

/** The phase in which a supervisor holds a cluster or a job. */
public enum SupervisorStatus {
    Unknown,
    Starting,
    Started,
    Stopping,
    Stopped,
    Terminated
}
