package com.nextbreakpoint.flink.core.desired;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTerm;
import io.fabric8.kubernetes.api.model.WeightedPodAffinityTermBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an object gets where the user says nothing. */
final class Defaults {
    static final String TERMINATION_MESSAGE_PATH = "/dev/termination-log";
    static final String FALLBACK_TO_LOGS = "FallbackToLogsOnError";

    private Defaults() {}

    /** Enough for the supervisor and for bootstrap, both of which are flinkctl. */
    static ResourceRequirements resources(@Nullable ResourceRequirements given) {
        return given != null
                ? given
                : new ResourceRequirementsBuilder()
                        .withRequests(quantities("100m", "160Mi"))
                        .withLimits(quantities("1", "256Mi"))
                        .build();
    }

    /** What namespaces with the Pod Security Standard "restricted" ask for. */
    static SecurityContext restricted(@Nullable SecurityContext given) {
        return given != null
                ? given
                : new SecurityContextBuilder()
                        .withAllowPrivilegeEscalation(false)
                        .withRunAsNonRoot(true)
                        .withNewCapabilities()
                        .withDrop("ALL")
                        .endCapabilities()
                        .withNewSeccompProfile()
                        .withType("RuntimeDefault")
                        .endSeccompProfile()
                        .build();
    }

    static List<EnvVar> podIdentity() {
        return List.of(
                field("POD_NAME", "metadata.name"), field("POD_NAMESPACE", "metadata.namespace"));
    }

    static EnvVar variable(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    static @Nullable List<LocalObjectReference> pullSecrets(@Nullable String secret) {
        return secret == null || secret.isEmpty()
                ? null
                : List.of(new LocalObjectReference(secret));
    }

    static Affinity apart(WeightedPodAffinityTerm... terms) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .withPreferredDuringSchedulingIgnoredDuringExecution(terms)
                .endPodAntiAffinity()
                .build();
    }

    /** Prefers nodes that hold no pod with these labels. */
    static WeightedPodAffinityTerm notNear(Map<String, String> labels, int weight) {
        return new WeightedPodAffinityTermBuilder()
                .withWeight(weight)
                .withNewPodAffinityTerm()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(labels)
                .endLabelSelector()
                .endPodAffinityTerm()
                .build();
    }

    private static EnvVar field(String name, String path) {
        return new EnvVarBuilder()
                .withName(name)
                .withNewValueFrom()
                .withNewFieldRef()
                .withFieldPath(path)
                .endFieldRef()
                .endValueFrom()
                .build();
    }

    private static Map<String, Quantity> quantities(String cpu, String memory) {
        return Map.of("cpu", new Quantity(cpu), "memory", Quantity.parse(memory));
    }
}
