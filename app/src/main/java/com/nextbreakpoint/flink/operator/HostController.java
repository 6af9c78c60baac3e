package com.nextbreakpoint.flink.operator;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.host.HostMachine;
import com.nextbreakpoint.flink.core.host.HostObserved;
import com.nextbreakpoint.flink.core.host.HostObserved.SupervisorPod;
import com.nextbreakpoint.flink.kube.cache.Metas;
import com.nextbreakpoint.flink.kube.cache.Store.Listening;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import com.nextbreakpoint.flink.kube.write.Tools;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Keeps the Deployments of dedicated supervisors, and hands the clusters over to them and back. */
public final class HostController implements AutoCloseable {
    private final Stores stores;
    private final Clock clock;
    private final Effects effects;
    private final Tuning tuning;
    private final WorkQueue queue;
    private final List<Listening> listening;
    private volatile boolean started;

    public HostController(Tools tools) {
        this.stores = tools.stores();
        this.clock = tools.clock();
        this.effects = new Effects(tools);
        this.tuning = tools.tuning();
        var meter = tools.meters().of("hosts");
        this.queue = new WorkQueue(Effects.LOG, WorkQueue.CONCURRENCY, this::handle, meter);
        this.listening =
                List.of(
                        stores.clusters().onChange(meta -> enqueue(meta.name())),
                        stores.jobs().onChange(this::jobChanged),
                        stores.pods().onChange(this::childChanged),
                        stores.supervisors().onChange(this::childChanged));
    }

    /** Begins to act; the caches have caught up with all that another process wrote. */
    public void start() {
        started = true;
        stores.clusters().list().forEach(cluster -> enqueue(cluster.meta().name()));
    }

    /** Stops acting, and returns when nothing is being done any more. */
    @Override
    public void close() {
        started = false;
        listening.forEach(Listening::close);
        queue.close();
    }

    private void enqueue(String cluster) {
        if (started) queue.enqueue(cluster);
    }

    private void childChanged(Meta child) {
        var cluster = child.labels().get(Labels.CLUSTER_NAME);
        if (cluster != null && Labels.SUPERVISOR.equals(child.labels().get(Labels.ROLE)))
            enqueue(cluster);
    }

    /** Of the jobs only their deletion matters. */
    private void jobChanged(Meta meta) {
        if (!meta.isDeleted()) return;
        stores.jobs().get(meta.name()).map(stores::clusterOf).ifPresent(this::enqueue);
    }

    private @Nullable Duration handle(String name) {
        var cluster = stores.clusters().get(name).orElse(null);
        if (cluster == null) return null;
        var step = HostMachine.step(observe(cluster), clock.instant());
        var unused = effects.carryOut(Kind.FlinkCluster, stores.clusters(), cluster, step);
        return step.actions().isEmpty() ? step.recheck() : WorkQueue.AGAIN;
    }

    private HostObserved observe(Resource<FlinkClusterSpec, FlinkClusterStatus> cluster) {
        var name = cluster.meta().name();
        return new HostObserved(
                cluster,
                stores.supervisors().get(Names.supervisor(name)).orElse(null),
                pods(name),
                deletedSince(cluster.meta()),
                effects.refusals(cluster.meta()),
                Tuning.of(cluster.spec(), tuning));
    }

    private List<SupervisorPod> pods(String cluster) {
        var labels = Labels.role(cluster, Labels.SUPERVISOR).entrySet();
        return stores.podsOf(cluster).stream()
                .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(labels))
                .map(HostController::pod)
                .toList();
    }

    private static SupervisorPod pod(Pod pod) {
        var meta = Metas.of(pod);
        var condition =
                Stream.ofNullable(pod.getStatus())
                        .flatMap(status -> status.getConditions().stream())
                        .filter(one -> one.getType().equals("Ready"))
                        .findFirst();
        var ready = condition.filter(one -> one.getStatus().equals("True")).isPresent();
        var since = condition.map(PodCondition::getLastTransitionTime).map(Metas::instant);
        return new SupervisorPod(ready && !meta.isDeleted(), since.orElse(meta.created()));
    }

    private @Nullable Instant deletedSince(Meta cluster) {
        var jobs =
                stores.jobsOf(cluster.name()).stream()
                        .filter(job -> job.meta().isDeleted())
                        .map(job -> job.meta().deleted());
        return Stream.concat(
                        Stream.of(Optional.ofNullable(cluster.deleted())),
                        jobs.map(Optional::ofNullable))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
