package com.nextbreakpoint.flink.api;

import org.jspecify.annotations.Nullable;

/** The Flink image. */
public record RuntimeSpec(String image, PullPolicy pullPolicy, @Nullable String pullSecrets) {
    public RuntimeSpec {
        Fill.required(image, "runtime.image");
        pullPolicy = Fill.or(pullPolicy, PullPolicy.IfNotPresent);
    }
}
