package com.nextbreakpoint.flink.api;

/** Why a cluster or a job entered Stopping. */
public enum StopReason {
    Restart,
    Changed,
    UserStop,
    Cluster,
    Suspended,
    Deleted,
    StartFailed,
    Stray,
    Silence
}
