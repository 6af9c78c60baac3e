package com.nextbreakpoint.flink.api;

/** Why the last attempt of a job came to its end. */
public enum EndedBy {
    Finished,
    Canceled,
    Failed,
    Lost,
    StartFailed,
    UserStop,
    Cluster,
    Planned,
    Suspended,
    Unknown
}
