package com.nextbreakpoint.flink.core.desired;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.SupervisorSpec;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The dedicated supervisor of one cluster. */
public final class SupervisorDeployment {
    private static final Duration LOOP_MAY_STAND_STILL = Duration.ofSeconds(60);

    /**
     * On the Deployment: a digest of all that we want of it. What Kubernetes adds to it, and what
     * others change in it, is theirs.
     */
    public static final String DIGEST = "operator.nextbreakpoint.com/digest";

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS).build();

    private SupervisorDeployment() {}

    /** The spec must have a supervisor. */
    public static Deployment desired(Meta cluster, FlinkClusterSpec spec, Tuning tuning) {
        var deployment = deployment(cluster, spec, tuning);
        var digest = Hashes.hex(JSON.valueToTree(deployment).toString(), 32);
        deployment.getMetadata().setAnnotations(Map.of(DIGEST, digest));
        return deployment;
    }

    private static Deployment deployment(Meta cluster, FlinkClusterSpec spec, Tuning tuning) {
        var supervisor =
                Objects.requireNonNull(spec.supervisor(), "the spec has no supervisor section");
        var labels = Labels.role(cluster.name(), Labels.SUPERVISOR);
        var name = Names.supervisor(cluster.name());
        return new DeploymentBuilder()
                .withMetadata(Owner.cluster(cluster).child(name, labels, Map.of()))
                .withNewSpec()
                .withReplicas(supervisor.replicas())
                .withNewStrategy()
                .withType(supervisor.replicas() <= 1 ? "Recreate" : "RollingUpdate")
                .endStrategy()
                .withNewSelector()
                .withMatchLabels(labels)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withServiceAccountName(supervisor.serviceAccount())
                .withImagePullSecrets(Defaults.pullSecrets(supervisor.pullSecrets()))
                .withAffinity(Defaults.apart(Defaults.notNear(labels, 100)))
                .withContainers(container(cluster, supervisor, tuning))
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private static Container container(Meta cluster, SupervisorSpec spec, Tuning tuning) {
        var alive = Probes.http("/livez", Ports.MONITOR.number);
        return new ContainerBuilder()
                .withName(Labels.SUPERVISOR)
                .withImage(spec.image())
                .withImagePullPolicy(spec.pullPolicy().name())
                .withArgs(args(cluster, tuning))
                .withEnv(Defaults.podIdentity())
                .withPorts(Ports.MONITOR.ofContainer())
                .withResources(Defaults.resources(spec.resources()))
                .withSecurityContext(Defaults.restricted(spec.securityContext()))
                .withStartupProbe(Probes.startup(alive, Duration.ZERO))
                .withReadinessProbe(Probes.readiness(Probes.http("/readyz", Ports.MONITOR.number)))
                .withLivenessProbe(Probes.liveness(alive, LOOP_MAY_STAND_STILL))
                .withTerminationMessagePath(Defaults.TERMINATION_MESSAGE_PATH)
                .withTerminationMessagePolicy(Defaults.FALLBACK_TO_LOGS)
                .build();
    }

    private static List<String> args(Meta cluster, Tuning tuning) {
        return List.of(
                "supervisor",
                "run",
                "--namespace=" + cluster.namespace(),
                "--cluster-name=" + cluster.name(),
                "--polling-interval=" + tuning.pollingInterval().toSeconds(),
                "--task-timeout=" + tuning.taskTimeout().toSeconds());
    }
}
