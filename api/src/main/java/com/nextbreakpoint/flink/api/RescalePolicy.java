package com.nextbreakpoint.flink.api;

/** Who decides the number of TaskManagers: the user (None), or the sum of the jobs' parallelism. */
public enum RescalePolicy {
    None,
    JobParallelism
}
