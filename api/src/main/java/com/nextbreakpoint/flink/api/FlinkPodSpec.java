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

/** What users can say of a JobManager's and of a TaskManager's pod alike. */
public sealed interface FlinkPodSpec permits JobManagerSpec, TaskManagerSpec {
    /** The service account of the pod. */
    @Schema.Field(byDefault = "default")
    String serviceAccount();

    /** Annotations of the pod. */
    Map<String, String> annotations();

    /** Labels of the pod, besides those that the toolbox sets itself. */
    @Schema.Rule(
            value =
                    "!('owner' in self || 'component' in self"
                            + " || 'clusterName' in self || 'role' in self)",
            message =
                    "labels must not hold owner, component, clusterName or role: they are set for you")
    Map<String, String> labels();

    /** The main container's command; without it the image's entrypoint. */
    List<String> command();

    /** Arguments of the main container. */
    List<String> args();

    /** Environment variables of the main container, after the toolbox's own. */
    List<EnvVar> environment();

    /** Sources of environment variables of the main container. */
    List<EnvFromSource> environmentFrom();

    /** Volumes of the pod. */
    List<Volume> volumes();

    /** Where the main container mounts the pod's volumes. */
    List<VolumeMount> volumeMounts();

    /** Ports of the main container, after the standard ones. */
    List<ContainerPort> extraPorts();

    /** Containers that run before the main container. */
    List<Container> initContainers();

    /** Containers that run beside the main container. */
    List<Container> sideContainers();

    /** Resources of the main container. */
    @Nullable ResourceRequirements resources();

    /** Security context of the main container. */
    @Nullable SecurityContext securityContext();

    /** Security context of the pod. */
    @Nullable PodSecurityContext podSecurityContext();

    /** Affinity of the pod; without it the pods of a cluster prefer to be on different nodes. */
    @Nullable Affinity affinity();

    /** Taints of nodes that the pod tolerates. */
    List<Toleration> tolerations();

    /** How the pods spread over the nodes. */
    List<TopologySpreadConstraint> topologySpreadConstraints();

    /** Labels that a node must have to run the pod. */
    Map<String, String> nodeSelector();

    /** Name of the priority class of the pod. */
    @Nullable String priorityClassName();

    /** Seconds that the pod may take to end before it is killed. */
    @Schema.Field(min = 0, max = Schema.YEAR)
    @Nullable Long terminationGracePeriodSeconds();
}
