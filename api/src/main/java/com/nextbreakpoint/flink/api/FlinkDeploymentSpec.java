package com.nextbreakpoint.flink.api;

import java.util.List;

/** A cluster with its jobs. */
public record FlinkDeploymentSpec(FlinkClusterSpec cluster, List<JobTemplate> jobs) {
    public FlinkDeploymentSpec {
        Fill.required(cluster, "spec.cluster");
        jobs = Fill.list(jobs);
    }
}
