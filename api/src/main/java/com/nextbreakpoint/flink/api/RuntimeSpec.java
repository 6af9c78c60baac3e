package com.nextbreakpoint.flink.api;

import org.jspecify.annotations.Nullable;

/**
 * The Flink image.
 *
 * @param image image of Flink, whose entrypoint takes the arguments jobmanager and taskmanager
 * @param pullPolicy when the image is pulled
 * @param pullSecrets name of the secret to pull the image with
 */
public record RuntimeSpec(
        @Schema.Field(required = true, minLength = 1) String image,
        @Schema.Field(byDefault = "IfNotPresent") PullPolicy pullPolicy,
        @Nullable String pullSecrets) {
    public RuntimeSpec {
        Fill.required(image, "runtime.image");
        pullPolicy = Fill.or(pullPolicy, PullPolicy.IfNotPresent);
    }
}
