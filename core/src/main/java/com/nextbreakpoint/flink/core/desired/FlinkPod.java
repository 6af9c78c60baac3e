package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.FlinkPodSpec;
import com.nextbreakpoint.flink.api.RuntimeSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What JobManager and TaskManager pods have in common.
 *
 * @param role as in {@link Labels}; also the main container's name
 */
record FlinkPod(Meta cluster, String role, RuntimeSpec runtime, FlinkPodSpec spec) {
    Pod pod(String name, int revision, Container main) {
        return new PodBuilder()
                .withMetadata(Owner.cluster(cluster).child(name, labels(), annotations(revision)))
                .withSpec(
                        new PodSpecBuilder()
                                .withRestartPolicy("Always")
                                .withServiceAccountName(spec.serviceAccount())
                                .withImagePullSecrets(Defaults.pullSecrets(runtime.pullSecrets()))
                                .withInitContainers(spec.initContainers())
                                .withContainers(joined(List.of(main), spec.sideContainers()))
                                .withVolumes(spec.volumes())
                                .withSecurityContext(spec.podSecurityContext())
                                .withAffinity(affinity())
                                .withTolerations(spec.tolerations())
                                .withTopologySpreadConstraints(spec.topologySpreadConstraints())
                                .withNodeSelector(
                                        spec.nodeSelector().isEmpty() ? null : spec.nodeSelector())
                                .withPriorityClassName(spec.priorityClassName())
                                .withTerminationGracePeriodSeconds(
                                        spec.terminationGracePeriodSeconds())
                                .build())
                .build();
    }

    /** The main container; the user's variables and ports follow ours. */
    ContainerBuilder main(List<EnvVar> variables, Ports... ports) {
        return new ContainerBuilder()
                .withName(role)
                .withImage(runtime.image())
                .withImagePullPolicy(runtime.pullPolicy().name())
                .withCommand(spec.command())
                .withArgs(spec.args())
                .withPorts(
                        joined(
                                Stream.of(ports).map(Ports::ofContainer).toList(),
                                spec.extraPorts()))
                .withEnv(environment(variables))
                .withEnvFrom(spec.environmentFrom())
                .withVolumeMounts(spec.volumeMounts())
                .withResources(spec.resources())
                .withSecurityContext(spec.securityContext())
                .withTerminationMessagePath(Defaults.TERMINATION_MESSAGE_PATH)
                .withTerminationMessagePolicy(Defaults.FALLBACK_TO_LOGS);
    }

    private List<EnvVar> environment(List<EnvVar> variables) {
        var address =
                Defaults.variable(
                        "JOB_MANAGER_RPC_ADDRESS", Names.jobManagerService(cluster.name()));
        var ours = new ArrayList<>(Defaults.podIdentity());
        ours.add(address);
        ours.addAll(variables);
        return joined(ours, spec.environment());
    }

    private Map<String, String> labels() {
        var labels = new TreeMap<>(spec.labels());
        labels.putAll(Labels.role(cluster.name(), role));
        return labels;
    }

    private Map<String, String> annotations(int revision) {
        var annotations = new TreeMap<>(spec.annotations());
        annotations.put(Names.REVISION, Integer.toString(revision));
        return annotations;
    }

    private Affinity affinity() {
        return spec.affinity() != null
                ? spec.affinity()
                : Defaults.apart(
                        Defaults.notNear(Labels.role(cluster.name(), Labels.JOB_MANAGER), 50),
                        Defaults.notNear(Labels.role(cluster.name(), Labels.TASK_MANAGER), 100));
    }

    private static <T> List<T> joined(List<T> first, List<T> then) {
        return Stream.concat(first.stream(), then.stream()).toList();
    }
}
