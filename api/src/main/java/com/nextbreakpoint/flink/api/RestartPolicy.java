package com.nextbreakpoint.flink.api;

/** Which ended jobs are started again by themselves. */
public enum RestartPolicy {
    Never,
    Always,
    OnlyIfFailed
}
