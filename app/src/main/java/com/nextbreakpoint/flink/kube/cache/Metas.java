package com.nextbreakpoint.flink.kube.cache;

import com.nextbreakpoint.flink.core.Meta;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReference;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object's metadata in the machines' form. */
public final class Metas {
    private Metas() {}

    public static Meta of(HasMetadata object) {
        var meta = object.getMetadata();
        return new Meta(
                Objects.requireNonNullElse(meta.getNamespace(), ""),
                meta.getName(),
                Objects.requireNonNullElse(meta.getUid(), ""),
                Objects.requireNonNullElse(meta.getGeneration(), 0L),
                Objects.requireNonNullElse(meta.getResourceVersion(), ""),
                Objects.requireNonNullElse(instant(meta.getCreationTimestamp()), Instant.EPOCH),
                instant(meta.getDeletionTimestamp()),
                ownerUid(object),
                Set.copyOf(meta.getFinalizers()),
                copy(meta.getAnnotations()),
                copy(meta.getLabels()));
    }

    /** The uid of the controller, "" where there is none. */
    public static String ownerUid(HasMetadata object) {
        return object.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .map(OwnerReference::getUid)
                .findFirst()
                .orElse("");
    }

    /** A time as the API server writes it. */
    public static @Nullable Instant instant(@Nullable String time) {
        return time == null ? null : OffsetDateTime.parse(time).toInstant();
    }

    /** The number that grows with each change. */
    static long version(HasMetadata object) {
        return version(object.getMetadata().getResourceVersion());
    }

    static long version(@Nullable String resourceVersion) {
        return resourceVersion == null || resourceVersion.isEmpty()
                ? 0
                : Long.parseLong(resourceVersion);
    }

    private static Map<String, String> copy(@Nullable Map<String, String> map) {
        return map == null ? Map.of() : Map.copyOf(map);
    }
}
