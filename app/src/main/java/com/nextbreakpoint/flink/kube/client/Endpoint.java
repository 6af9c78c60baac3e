package com.nextbreakpoint.flink.kube.client;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.desired.Owner;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;

/**
 * Where the API server keeps the objects of one kind.
 *
 * @param group the path of the API group, {@code api/v1} or {@code apis/…}
 */
public record Endpoint<R extends HasMetadata>(
        String group, String plural, String kind, Class<R> type) {
    public static final Endpoint<Pod> PODS = new Endpoint<>("api/v1", "pods", "Pod", Pod.class);
    public static final Endpoint<Service> SERVICES =
            new Endpoint<>("api/v1", "services", "Service", Service.class);
    public static final Endpoint<Event> EVENTS =
            new Endpoint<>("api/v1", "events", "Event", Event.class);
    public static final Endpoint<Deployment> DEPLOYMENTS =
            new Endpoint<>("apis/apps/v1", "deployments", "Deployment", Deployment.class);
    public static final Endpoint<Job> JOBS =
            new Endpoint<>("apis/batch/v1", "jobs", "Job", Job.class);
    public static final Endpoint<Lease> LEASES =
            new Endpoint<>("apis/coordination.k8s.io/v1", "leases", "Lease", Lease.class);
    static final Endpoint<GenericKubernetesResource> FLINK_DEPLOYMENTS =
            ours("flinkdeployments", Kind.FlinkDeployment);
    static final Endpoint<GenericKubernetesResource> FLINK_CLUSTERS =
            ours("flinkclusters", Kind.FlinkCluster);
    static final Endpoint<GenericKubernetesResource> FLINK_JOBS = ours("flinkjobs", Kind.FlinkJob);

    public static Endpoint<GenericKubernetesResource> of(Kind kind) {
        return switch (kind) {
            case FlinkDeployment -> FLINK_DEPLOYMENTS;
            case FlinkCluster -> FLINK_CLUSTERS;
            case FlinkJob -> FLINK_JOBS;
        };
    }

    public String apiVersion() {
        return group.substring(group.indexOf('/') + 1);
    }

    /** The path of all objects of the namespace. */
    public String path(String namespace) {
        return group + "/namespaces/" + namespace + "/" + plural;
    }

    public String path(String namespace, String name) {
        return path(namespace) + "/" + name;
    }

    private static Endpoint<GenericKubernetesResource> ours(String plural, Kind kind) {
        return new Endpoint<>(
                "apis/" + Owner.API_VERSION, plural, kind.name(), GenericKubernetesResource.class);
    }
}
