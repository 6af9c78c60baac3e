package com.nextbreakpoint.flink.api;

/** Which host runs the supervisor of a cluster. */
public enum SupervisedBy {
    Operator,
    Dedicated
}
