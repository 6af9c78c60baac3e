package com.nextbreakpoint.flink.api;

import java.util.List;

/** The digests of a deployment's sections. */
public record DeploymentDigest(ClusterDigest cluster, List<NamedJobDigest> jobs) {
    public static final DeploymentDigest NONE = new DeploymentDigest(ClusterDigest.NONE, List.of());

    public DeploymentDigest {
        cluster = Fill.or(cluster, ClusterDigest.NONE);
        jobs = Fill.list(jobs);
    }

    /** The digests of one job of the deployment. */
    public record NamedJobDigest(String name, JobDigest job) {}
}
