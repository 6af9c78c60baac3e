package com.nextbreakpoint.flink.core;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the machines need of an object's metadata.
 *
 * @param deleted when its deletion was asked for, null while nobody did
 * @param ownerUid the uid of its controller, "" where it has none
 */
public record Meta(
        String namespace,
        String name,
        String uid,
        long generation,
        String resourceVersion,
        Instant created,
        @Nullable Instant deleted,
        String ownerUid,
        Set<String> finalizers,
        Map<String, String> annotations,
        Map<String, String> labels) {
    public boolean isDeleted() {
        return deleted != null;
    }
}
