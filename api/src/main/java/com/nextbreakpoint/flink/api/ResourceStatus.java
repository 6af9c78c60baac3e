package com.nextbreakpoint.flink.api;

/**
 * Whether what was asked for is reached (Updated), worked on (Updating), or not looked at yet
 * (Unknown).
 */
public enum ResourceStatus {
    Unknown,
    Updating,
    Updated
}
