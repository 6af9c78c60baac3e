package com.nextbreakpoint.flink.core;

/** The three kinds that users create. */
public enum Kind {
    FlinkDeployment,
    FlinkCluster,
    FlinkJob
}
