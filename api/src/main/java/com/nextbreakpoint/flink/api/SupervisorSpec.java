package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import org.jspecify.annotations.Nullable;

/** A supervisor in a Deployment of its own. The tuning fields win over {@link SupervisionSpec}. */
public record SupervisorSpec(
        String image,
        PullPolicy pullPolicy,
        @Nullable String pullSecrets,
        String serviceAccount,
        @Nullable Integer pollingInterval,
        @Nullable Integer taskTimeout,
        @Nullable Integer rescaleDelay,
        @Nullable RescalePolicy rescalePolicy,
        Integer replicas,
        @Nullable ResourceRequirements resources,
        @Nullable SecurityContext securityContext) {
    public SupervisorSpec {
        Fill.required(image, "supervisor.image");
        pullPolicy = Fill.or(pullPolicy, PullPolicy.IfNotPresent);
        serviceAccount = Fill.or(serviceAccount, "flink-supervisor");
        replicas = Fill.or(replicas, 1);
    }
}
