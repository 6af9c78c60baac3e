package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.write.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the statuses tell of savepoints, restarts and writes; counted by whoever leads. */
public final class StatusFigures {
    private final Stores stores;
    private final Metrics metrics;
    private final BooleanSupplier leads;
    private final Map<Kind, Remembered<Instant>> written = new EnumMap<>(Kind.class);
    private final Remembered<FlinkJobStatus> jobs = new Remembered<>();

    public StatusFigures(Stores stores, Metrics metrics, BooleanSupplier leads) {
        this.stores = stores;
        this.metrics = metrics;
        this.leads = leads;
        for (var kind : Kind.values()) {
            written.put(kind, new Remembered<>());
        }
    }

    /** To be called before the stores are started. */
    public void begin() {
        metrics.countStatuses(
                stores.namespace(),
                () ->
                        stores.clusters().list().stream()
                                .map(one -> one.status().supervisorStatus())
                                .toList(),
                () ->
                        stores.jobs().list().stream()
                                .map(one -> one.status().supervisorStatus())
                                .toList());
        stores.deployments().onChange(this::deploymentChanged);
        stores.clusters().onChange(this::clusterChanged);
        stores.jobs().onChange(this::jobChanged);
    }

    private void deploymentChanged(Meta meta) {
        var now = stores.deployments().get(meta.name()).orElse(null);
        countWrite(Kind.FlinkDeployment, meta, now, now == null ? null : now.status().timestamp());
    }

    private void clusterChanged(Meta meta) {
        var now = stores.clusters().get(meta.name()).orElse(null);
        countWrite(Kind.FlinkCluster, meta, now, now == null ? null : now.status().timestamp());
    }

    private void jobChanged(Meta meta) {
        var now = stores.jobs().get(meta.name()).orElse(null);
        countWrite(Kind.FlinkJob, meta, now, now == null ? null : now.status().timestamp());
        if (now == null) {
            jobs.forget(meta.name());
        } else {
            jobs.put(now.meta(), now.status())
                    .filter(_ -> leads.getAsBoolean())
                    .ifPresent(before -> countChange(before, now.status()));
        }
    }

    /**
     * @param told the object that the news was of; by now another may have its name
     */
    private void countWrite(
            Kind kind, Meta told, @Nullable Resource<?, ?> now, @Nullable Instant timestamp) {
        var known = Objects.requireNonNull(written.get(kind));
        if (now == null || timestamp == null) {
            known.forget(told.name());
            return;
        }
        var isNew = known.put(now.meta(), timestamp).filter(timestamp::equals).isEmpty();
        if (isNew && leads.getAsBoolean()) {
            metrics.wroteStatus(kind);
        }
    }

    private void countChange(FlinkJobStatus before, FlinkJobStatus now) {
        for (int i = before.restarts(); i < now.restarts(); i++) {
            metrics.restartedJob();
        }
        var requested = before.savepointRequestTimestamp();
        var taken = now.savepointTimestamp();
        var isNew = taken != null && !taken.equals(before.savepointTimestamp());
        var isOver = !before.savepointTriggerId().isEmpty() && now.savepointTriggerId().isEmpty();
        if (requested != null && (isNew || isOver)) {
            var end = isNew ? taken : now.timestamp();
            metrics.tookSavepoint(end == null ? Duration.ZERO : between(requested, end), !isNew);
        }
    }

    private static Duration between(Instant start, Instant end) {
        return end.isBefore(start) ? Duration.ZERO : Duration.between(start, end);
    }
}
