package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import org.jspecify.annotations.Nullable;

/**
 * A supervisor in a Deployment of its own. Its tuning fields win over {@link SupervisionSpec}.
 *
 * @param image image of flinkctl
 * @param pullPolicy when the image is pulled
 * @param pullSecrets name of the secret to pull the image with
 * @param serviceAccount the service account of the supervisor
 * @param pollingInterval seconds between two looks at Flink, 5 if absent
 * @param taskTimeout seconds that the JobManager's pod may be not ready without a break before the
 *     cluster is restarted, 300 if absent; it bounds every wait of a deletion
 * @param rescaleDelay seconds before surplus TaskManagers are removed, 60 if absent
 * @param rescalePolicy who decides the number of TaskManagers: the user (None) or the sum of the
 *     jobs' parallelism (JobParallelism, also if absent)
 * @param replicas number of supervisors, of which one acts and the others stand by
 * @param resources resources of the container; requests 100m and 160Mi, limits 1 and 256Mi if
 *     absent
 * @param securityContext security context of the container, restricted if absent
 */
public record SupervisorSpec(
        @Schema.Field(required = true, minLength = 1) String image,
        @Schema.Field(byDefault = "IfNotPresent") PullPolicy pullPolicy,
        @Nullable String pullSecrets,
        @Schema.Field(byDefault = "flink-supervisor") String serviceAccount,
        @Schema.Field(min = 1, max = Schema.LONGEST_POLLING_INTERVAL)
                @Nullable Integer pollingInterval,
        @Schema.Field(min = 1, max = Schema.DAY) @Nullable Integer taskTimeout,
        @Schema.Field(min = 0, max = Schema.YEAR) @Nullable Integer rescaleDelay,
        @Nullable RescalePolicy rescalePolicy,
        @Schema.Field(byDefault = "1", min = 0, max = 100) Integer replicas,
        @Nullable ResourceRequirements resources,
        @Nullable SecurityContext securityContext) {
    public SupervisorSpec {
        Fill.required(image, "supervisor.image");
        pullPolicy = Fill.or(pullPolicy, PullPolicy.IfNotPresent);
        serviceAccount = Fill.or(serviceAccount, "flink-supervisor");
        replicas = Fill.or(replicas, 1);
    }
}
