package com.nextbreakpoint.flink.core;

import org.jspecify.annotations.Nullable;

/**
 * One custom resource as it was read.
 *
 * @param spec null when it could not be read
 * @param malformed why it could not be read, "" when it could
 */
public record Resource<S, T>(Meta meta, @Nullable S spec, String malformed, T status) {
    public Resource<S, T> with(T other) {
        return new Resource<>(meta, spec, malformed, other);
    }
}
