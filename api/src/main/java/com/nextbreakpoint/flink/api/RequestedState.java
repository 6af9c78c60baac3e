package com.nextbreakpoint.flink.api;

/** What the user last asked for. */
public enum RequestedState {
    Running,
    Stopped
}
