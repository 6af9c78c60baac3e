package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The JobManager's pod and Service.
 *
 * @param serviceMode type of the Service, which other processes reach the JobManager through
 * @param args arguments of the main container
 */
public record JobManagerSpec(
        @Schema.Field(required = true, byDefault = "ClusterIP") ServiceMode serviceMode,
        String serviceAccount,
        Map<String, String> annotations,
        Map<String, String> labels,
        List<String> command,
        @Schema.Field(byDefault = "[\"jobmanager\"]") List<String> args,
        List<EnvVar> environment,
        List<EnvFromSource> environmentFrom,
        List<Volume> volumes,
        List<VolumeMount> volumeMounts,
        List<ContainerPort> extraPorts,
        List<Container> initContainers,
        List<Container> sideContainers,
        @Nullable ResourceRequirements resources,
        @Nullable SecurityContext securityContext,
        @Nullable PodSecurityContext podSecurityContext,
        @Nullable Affinity affinity,
        List<Toleration> tolerations,
        List<TopologySpreadConstraint> topologySpreadConstraints,
        Map<String, String> nodeSelector,
        @Nullable String priorityClassName,
        @Nullable Long terminationGracePeriodSeconds)
        implements FlinkPodSpec {
    public JobManagerSpec {
        serviceMode = Fill.or(serviceMode, ServiceMode.ClusterIP);
        args = args == null ? List.of("jobmanager") : List.copyOf(args);
        serviceAccount = Fill.or(serviceAccount, "default");
        annotations = Fill.map(annotations);
        labels = Fill.map(labels);
        command = Fill.list(command);
        environment = Fill.list(environment);
        environmentFrom = Fill.list(environmentFrom);
        volumes = Fill.list(volumes);
        volumeMounts = Fill.list(volumeMounts);
        extraPorts = Fill.list(extraPorts);
        initContainers = Fill.list(initContainers);
        sideContainers = Fill.list(sideContainers);
        tolerations = Fill.list(tolerations);
        topologySpreadConstraints = Fill.list(topologySpreadConstraints);
        nodeSelector = Fill.map(nodeSelector);
    }
}
