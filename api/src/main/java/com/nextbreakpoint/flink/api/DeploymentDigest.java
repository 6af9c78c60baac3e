package com.nextbreakpoint.flink.api;

import java.util.List;

/**
 * The digests of a deployment's sections.
 *
 * @param cluster digests of the cluster's sections
 * @param jobs digests of the sections of each job
 */
public record DeploymentDigest(
        ClusterDigest cluster, @Schema.Field(key = "name") List<NamedJobDigest> jobs) {
    public static final DeploymentDigest NONE = new DeploymentDigest(ClusterDigest.NONE, List.of());

    public DeploymentDigest {
        cluster = Fill.or(cluster, ClusterDigest.NONE);
        jobs = Fill.list(jobs);
    }

    /**
     * The digests of one job of the deployment.
     *
     * @param name the short name of the job
     * @param job digests of its sections
     */
    public record NamedJobDigest(@Schema.Field(required = true) String name, JobDigest job) {}
}
