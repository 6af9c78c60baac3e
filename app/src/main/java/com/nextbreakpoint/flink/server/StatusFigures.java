package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.Stores;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What the statuses tell of savepoints, restarts and writes; counted by whoever leads. */
public final class StatusFigures {
    private final Stores stores;
    private final Metrics metrics;
    private final BooleanSupplier leads;
    private final Map<String, Instant> written = new ConcurrentHashMap<>();
    private final Map<String, FlinkJobStatus> jobs = new ConcurrentHashMap<>();

    public StatusFigures(Stores stores, Metrics metrics, BooleanSupplier leads) {
        this.stores = stores;
        this.metrics = metrics;
        this.leads = leads;
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
        var now = stores.deployments().get(meta.name());
        countWrite(
                Kind.FlinkDeployment, meta, now.map(one -> one.status().timestamp()).orElse(null));
    }

    private void clusterChanged(Meta meta) {
        var now = stores.clusters().get(meta.name());
        countWrite(Kind.FlinkCluster, meta, now.map(one -> one.status().timestamp()).orElse(null));
    }

    private void jobChanged(Meta meta) {
        var now =
                stores.jobs().get(meta.name()).map(Resource<FlinkJobSpec, FlinkJobStatus>::status);
        countWrite(Kind.FlinkJob, meta, now.map(FlinkJobStatus::timestamp).orElse(null));
        var before = now.isPresent() ? jobs.put(meta.uid(), now.get()) : jobs.remove(meta.uid());
        if (before != null && now.isPresent() && leads.getAsBoolean()) {
            countChange(before, now.get());
        }
    }

    private void countWrite(Kind kind, Meta meta, @Nullable Instant timestamp) {
        var before =
                timestamp == null ? written.remove(meta.uid()) : written.put(meta.uid(), timestamp);
        if (timestamp != null && !timestamp.equals(before) && leads.getAsBoolean()) {
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
