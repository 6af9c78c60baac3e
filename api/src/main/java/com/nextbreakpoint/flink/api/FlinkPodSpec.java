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
    String serviceAccount();

    Map<String, String> annotations();

    Map<String, String> labels();

    List<String> command();

    List<String> args();

    List<EnvVar> environment();

    List<EnvFromSource> environmentFrom();

    List<Volume> volumes();

    List<VolumeMount> volumeMounts();

    List<ContainerPort> extraPorts();

    List<Container> initContainers();

    List<Container> sideContainers();

    @Nullable ResourceRequirements resources();

    @Nullable SecurityContext securityContext();

    @Nullable PodSecurityContext podSecurityContext();

    @Nullable Affinity affinity();

    List<Toleration> tolerations();

    List<TopologySpreadConstraint> topologySpreadConstraints();

    Map<String, String> nodeSelector();

    @Nullable String priorityClassName();

    @Nullable Long terminationGracePeriodSeconds();
}
