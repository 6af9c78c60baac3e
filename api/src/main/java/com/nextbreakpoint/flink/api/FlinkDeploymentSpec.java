package com.nextbreakpoint.flink.api;

import java.util.List;

/**
 * A cluster with its jobs.
 *
 * @param cluster the cluster; its FlinkCluster has the name of the FlinkDeployment
 * @param jobs the jobs, at most 100; without any the cluster has no managed job
 */
public record FlinkDeploymentSpec(
        @Schema.Field(required = true) FlinkClusterSpec cluster,
        @Schema.Field(byDefault = "[]", maxItems = 100, key = "name") List<JobTemplate> jobs) {
    public FlinkDeploymentSpec {
        Fill.required(cluster, "spec.cluster");
        jobs = Fill.list(jobs);
    }
}
