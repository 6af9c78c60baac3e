package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** As much of an API server as a deployment and its children need; names are those of Names. */
final class World {
    private static final String DEMO = "demo";

    private int version;
    private Instant now = Specs.CREATED;
    private @Nullable Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment;
    private @Nullable Resource<FlinkClusterSpec, FlinkClusterStatus> cluster;
    private final Map<String, Resource<FlinkJobSpec, FlinkJobStatus>> jobs = new TreeMap<>();
    private @Nullable FlinkDeploymentSpec settled;

    World(FlinkDeploymentSpec spec) {
        deployment = new Resource<>(created(DEMO, ""), spec, "", FlinkDeploymentStatus.NONE);
    }

    @Nullable Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment() {
        return deployment;
    }

    @Nullable Resource<FlinkClusterSpec, FlinkClusterStatus> cluster() {
        return cluster;
    }

    Collection<Resource<FlinkJobSpec, FlinkJobStatus>> jobs() {
        return List.copyOf(jobs.values());
    }

    void edit(FlinkDeploymentSpec spec) {
        var before = deployment;
        if (before != null)
            deployment = new Resource<>(edited(before.meta()), spec, "", before.status());
    }

    void setCluster(Resource<FlinkClusterSpec, FlinkClusterStatus> changed) {
        cluster = changed;
    }

    void setJob(Resource<FlinkJobSpec, FlinkJobStatus> changed) {
        jobs.put(changed.meta().name(), changed);
    }

    /** One reconcile; a crash comes after the write. Returns whether anything was done. */
    boolean step(boolean crash) {
        var read = deployment;
        if (read == null) return false;
        now = now.plusMillis(10);
        var observed =
                new DeploymentObserved(
                        read, cluster, List.copyOf(jobs.values()), Refusals.NONE, settled);
        var step = DeploymentMachine.step(observed, now);
        var written = !step.status().equals(read.status());
        if (written)
            deployment = new Resource<>(touched(read.meta()), read.spec(), "", step.status());
        if (crash) {
            settled = null;
            return true;
        }
        step.actions().forEach(this::perform);
        settled = DeploymentMachine.settled(observed, true, now);
        return written || !step.actions().isEmpty();
    }

    void delete(Kind kind, String name) {
        switch (kind) {
            case FlinkDeployment -> deployment = ended(change(deployment, this::deleted));
            case FlinkCluster -> cluster = ended(change(cluster, this::deleted));
            case FlinkJob -> putJob(name, ended(change(jobs.get(name), this::deleted)));
        }
    }

    void finalizer(Kind kind, String name, String finalizer, boolean there) {
        UnaryOperator<Meta> change =
                meta -> {
                    var all = new TreeSet<>(meta.finalizers());
                    var changed = there ? all.add(finalizer) : all.remove(finalizer);
                    return changed ? with(meta, meta.generation(), meta.deleted(), all) : meta;
                };
        switch (kind) {
            case FlinkDeployment -> deployment = ended(change(deployment, change));
            case FlinkCluster -> cluster = ended(change(cluster, change));
            case FlinkJob -> putJob(name, ended(change(jobs.get(name), change)));
        }
    }

    private void perform(Action action) {
        switch (action) {
            case Action.AddFinalizer a -> finalizer(a.kind(), a.name(), a.finalizer(), true);
            case Action.RemoveFinalizer a -> finalizer(a.kind(), a.name(), a.finalizer(), false);
            case Action.DeleteResource a -> delete(a.kind(), a.name());
            case Action.ApplyCluster a -> {
                var meta =
                        cluster == null
                                ? created(a.name(), a.owner().uid())
                                : edited(cluster.meta());
                var status = cluster == null ? FlinkClusterStatus.NONE : cluster.status();
                cluster =
                        new Resource<>(labelled(meta, a.labels(), Map.of()), a.spec(), "", status);
            }
            case Action.ApplyFlinkJob a -> {
                var before = jobs.get(a.name());
                var meta =
                        before == null ? created(a.name(), a.owner().uid()) : edited(before.meta());
                var notes = before == null ? a.annotations() : meta.annotations();
                var status = before == null ? FlinkJobStatus.NONE : before.status();
                setJob(new Resource<>(labelled(meta, a.labels(), notes), a.spec(), "", status));
                finalizer(Kind.FlinkJob, a.name(), Names.OPERATOR_FINALIZER, true);
            }
            default -> throw new AssertionError(action + " is not a deployment's");
        }
    }

    private void putJob(String name, @Nullable Resource<FlinkJobSpec, FlinkJobStatus> job) {
        if (job == null) jobs.remove(name);
        else jobs.put(name, job);
    }

    private static <S, T> @Nullable Resource<S, T> change(
            @Nullable Resource<S, T> before, UnaryOperator<Meta> change) {
        return before == null
                ? null
                : new Resource<>(change.apply(before.meta()), before.spec(), "", before.status());
    }

    private static <S, T> @Nullable Resource<S, T> ended(@Nullable Resource<S, T> object) {
        var over =
                object != null && object.meta().isDeleted() && object.meta().finalizers().isEmpty();
        return over ? null : object;
    }

    private Meta deleted(Meta meta) {
        return with(meta, meta.generation(), now, meta.finalizers());
    }

    private Meta touched(Meta meta) {
        return with(meta, meta.generation(), meta.deleted(), meta.finalizers());
    }

    private Meta edited(Meta meta) {
        return with(meta, meta.generation() + 1, meta.deleted(), meta.finalizers());
    }

    private Meta created(String name, String owner) {
        version++;
        return new Meta(
                "flink",
                name,
                "uid-" + version,
                1,
                "" + version,
                now,
                null,
                owner,
                Set.of(),
                Map.of(),
                Map.of());
    }

    private Meta with(
            Meta meta, long generation, @Nullable Instant deleted, Set<String> finalizers) {
        version++;
        return new Meta(
                meta.namespace(),
                meta.name(),
                meta.uid(),
                generation,
                "" + version,
                meta.created(),
                deleted,
                meta.ownerUid(),
                Set.copyOf(finalizers),
                meta.annotations(),
                meta.labels());
    }

    static Meta labelled(Meta meta, Map<String, String> labels, Map<String, String> annotations) {
        return new Meta(
                meta.namespace(),
                meta.name(),
                meta.uid(),
                meta.generation(),
                meta.resourceVersion(),
                meta.created(),
                meta.deleted(),
                meta.ownerUid(),
                meta.finalizers(),
                annotations,
                labels);
    }
}
