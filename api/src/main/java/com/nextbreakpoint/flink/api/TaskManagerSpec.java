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
 * The TaskManagers' pods.
 *
 * @param taskSlots slots of each TaskManager
 * @param args arguments of the main container
 */
public record TaskManagerSpec(
        @Schema.Field(required = true, byDefault = "1", min = 1, max = Schema.MAX_PARALLELISM)
                Integer taskSlots,
        String serviceAccount,
        Map<String, String> annotations,
        Map<String, String> labels,
        List<String> command,
        @Schema.Field(byDefault = "[\"taskmanager\"]") List<String> args,
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
    public TaskManagerSpec {
        taskSlots = Fill.or(taskSlots, 1);
        args = args == null ? List.of("taskmanager") : List.copyOf(args);
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
