package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The image with the job's JAR, and how the job is started.
 *
 * @param image image with flinkctl and the JAR
 * @param className main class of the job
 * @param jarPath absolute path of the JAR in the image
 * @param arguments arguments of the program, each passed on unchanged
 * @param pullPolicy when the image is pulled
 * @param pullSecrets name of the secret to pull the image with
 * @param serviceAccount the service account of the bootstrap; its token is not mounted
 * @param resources resources of the container; requests 100m and 160Mi, limits 1 and 256Mi if
 *     absent
 * @param securityContext security context of the container, restricted if absent
 */
@RecordBuilder
public record BootstrapSpec(
        @Schema.Field(required = true, minLength = 1) String image,
        @Schema.Field(required = true, minLength = 1) String className,
        @Schema.Field(required = true, maxLength = 1024)
                @Schema.Rule(
                        value = "self.startsWith('/')",
                        message = "jarPath must be an absolute path, such as /flink-jobs.jar")
                String jarPath,
        List<String> arguments,
        @Schema.Field(byDefault = "IfNotPresent") PullPolicy pullPolicy,
        @Nullable String pullSecrets,
        @Schema.Field(byDefault = "flink-bootstrap") String serviceAccount,
        @Nullable ResourceRequirements resources,
        @Nullable SecurityContext securityContext)
        implements BootstrapSpecBuilder.With {
    public BootstrapSpec {
        Fill.required(image, "bootstrap.image");
        Fill.required(className, "bootstrap.className");
        Fill.required(jarPath, "bootstrap.jarPath");
        arguments = Fill.list(arguments);
        pullPolicy = Fill.or(pullPolicy, PullPolicy.IfNotPresent);
        serviceAccount = Fill.or(serviceAccount, "flink-bootstrap");
    }
}
