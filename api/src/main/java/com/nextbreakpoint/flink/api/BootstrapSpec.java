package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The image with the job's JAR, and how the job is started. */
@RecordBuilder
public record BootstrapSpec(
        String image,
        String className,
        String jarPath,
        List<String> arguments,
        PullPolicy pullPolicy,
        @Nullable String pullSecrets,
        String serviceAccount,
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
