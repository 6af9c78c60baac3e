package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/** The FlinkCluster and its FlinkJobs as the API server keeps them. */
@NullUnmarked
final class SimulatedObjects {
    static final String CLUSTER = "demo";
    static final String NAMESPACE = "flink-jobs";

    Resource<FlinkClusterSpec, FlinkClusterStatus> cluster;
    final TreeMap<String, Resource<FlinkJobSpec, FlinkJobStatus>> jobs = new TreeMap<>();

    private int version;

    void createCluster(FlinkClusterSpec spec, Instant now) {
        cluster = new Resource<>(meta(CLUSTER, now), spec, "", FlinkClusterStatus.NONE);
    }

    void createJob(String name, FlinkJobSpec spec, Instant now) {
        jobs.put(name, new Resource<>(meta(name, now), spec, "", FlinkJobStatus.NONE));
    }

    private Meta meta(String name, Instant now) {
        var uid = "uid-" + name + version++;
        return new Meta(
                NAMESPACE, name, uid, 1, "" + version, now, null, "", Set.of(), Map.of(), Map.of());
    }

    void write(FlinkClusterStatus status) {
        cluster = new Resource<>(cluster.meta(), cluster.spec(), "", status);
    }

    void write(String name, FlinkJobStatus status) {
        var job = jobs.get(name);
        jobs.put(name, new Resource<>(job.meta(), job.spec(), "", status));
    }

    void edit(UnaryOperator<FlinkClusterSpec> edit) {
        var meta = with(cluster.meta(), cluster.meta().finalizers(), cluster.meta().annotations());
        cluster = new Resource<>(meta, edit.apply(cluster.spec()), "", cluster.status());
    }

    void edit(String name, UnaryOperator<FlinkJobSpec> edit) {
        var job = jobs.get(name);
        var meta = with(job.meta(), job.meta().finalizers(), job.meta().annotations());
        jobs.put(name, new Resource<>(meta, edit.apply(job.spec()), "", job.status()));
    }

    void annotate(String name, String action, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put(Names.REQUESTED_ACTION, action);
        change(name, m -> with(m, m.finalizers(), Map.copyOf(all)));
    }

    void reset(String name, String resourceVersion) {
        change(
                name,
                m ->
                        m.resourceVersion().equals(resourceVersion)
                                ? with(m, m.finalizers(), Map.of())
                                : m);
    }

    void addFinalizer(String name) {
        change(
                name,
                m ->
                        m.isDeleted()
                                ? m
                                : with(m, Set.of(Names.SUPERVISOR_FINALIZER), m.annotations()));
    }

    boolean isThere(String name) {
        return name.equals(CLUSTER) ? cluster != null : jobs.containsKey(name);
    }

    /** Returns whether the object is gone at once. */
    boolean delete(String name, Instant now) {
        var meta = name.equals(CLUSTER) ? cluster.meta() : jobs.get(name).meta();
        if (meta.finalizers().isEmpty()) {
            remove(name);
            return true;
        }
        if (!meta.isDeleted()) change(name, m -> deleted(m, now));
        return false;
    }

    void remove(String name) {
        if (name.equals(CLUSTER)) cluster = null;
        else jobs.remove(name);
    }

    private void change(String name, UnaryOperator<Meta> change) {
        if (!isThere(name)) return;
        if (name.equals(CLUSTER)) {
            var meta = change.apply(cluster.meta());
            cluster = new Resource<>(meta, cluster.spec(), "", cluster.status());
        } else {
            var job = jobs.get(name);
            var meta = change.apply(job.meta());
            jobs.put(name, new Resource<>(meta, job.spec(), "", job.status()));
        }
    }

    private Meta with(Meta m, Set<String> finalizers, Map<String, String> annotations) {
        return new Meta(
                m.namespace(),
                m.name(),
                m.uid(),
                m.generation(),
                "" + version++,
                m.created(),
                m.deleted(),
                "",
                finalizers,
                annotations,
                Labels.job(CLUSTER, Names.shortJob(CLUSTER, m.name())));
    }

    private Meta deleted(Meta m, Instant now) {
        return new Meta(
                m.namespace(),
                m.name(),
                m.uid(),
                m.generation(),
                "" + version++,
                m.created(),
                now,
                "",
                m.finalizers(),
                m.annotations(),
                m.labels());
    }

    static boolean isSame(Resource<?, ?> read, Resource<?, ?> found) {
        return found != null
                && read.meta().resourceVersion().equals(found.meta().resourceVersion());
    }
}
