package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the resources that requests mean. */
record Finder(Resources resources) {
    /** {@link ApiProblem} where there is none, or the job belongs to another cluster. */
    Item get(Kind kind, ApiRequest request) {
        var name = request.resource(kind);
        return resources
                .find(kind, name)
                .filter(item -> kind != Kind.FlinkJob || isOf(request.cluster(), item))
                .orElseThrow(() -> ApiProblem.notFound("there is no %s %s".formatted(kind, name)));
    }

    /** The short names of a cluster's jobs. */
    List<String> jobsOf(String cluster) {
        return resources.list(Kind.FlinkJob).stream()
                .filter(job -> isOf(cluster, job))
                .map(job -> Names.shortJob(cluster, job.meta().name()))
                .sorted()
                .toList();
    }

    /** The name of the FlinkDeployment that would undo a change of this resource. */
    Optional<String> ownerOf(Item item) {
        return resources.list(Kind.FlinkDeployment).stream()
                .filter(deployment -> deployment.meta().uid().equals(item.meta().ownerUid()))
                .map(deployment -> deployment.meta().name())
                .findFirst();
    }

    private boolean isOf(String cluster, Item job) {
        return clusterOf(job).equals(cluster);
    }

    /** As its spec or its status says, else the longest name of a cluster that it begins with. */
    private String clusterOf(Item job) {
        var named = job.spec().path("clusterName").asText(job.text("/clusterName"));
        if (!named.isEmpty()) {
            return named;
        }
        return resources.list(Kind.FlinkCluster).stream()
                .map(cluster -> cluster.meta().name())
                .filter(cluster -> job.meta().name().startsWith(cluster + "-"))
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }
}
