package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Membership;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.FlinkHands;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Store.Listening;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Supervises the clusters of a namespace that are this host's: each change of a resource or of a
 * pod leads to one reconcile of its cluster.
 */
public final class SupervisorController implements AutoCloseable {
    private static final FlinkHands FLINK = new FlinkHands(Duration.ofSeconds(10));
    private static final Logger LOG = LoggerFactory.getLogger("Supervisor");

    private final Stores stores;
    private final Predicate<String> mine;
    private final Pollers pollers;
    private final ClusterReconciler reconciler;
    private final WorkQueue queue;
    private final List<Listening> listening;
    private volatile boolean started;

    /**
     * @param mine whether this host supervises the cluster of that name at the moment
     * @param targets how a JobManager's pod is reached, empty while it has no address
     */
    public SupervisorController(
            Tools tools, Predicate<String> mine, Function<PodView, Optional<Target>> targets) {
        this.stores = tools.stores();
        this.mine = mine;
        var meter = tools.meters().of("clusters");
        this.queue = new WorkQueue(LOG, WorkQueue.CONCURRENCY, this::handle, meter);
        this.pollers = new Pollers(stores, targets, tools.clock(), this::lookAgain);
        this.reconciler = new ClusterReconciler(tools, pollers, this::toFlink);
        this.listening =
                List.of(
                        stores.clusters().onChange(meta -> enqueue(meta.name())),
                        stores.jobs().onChange(this::jobChanged),
                        stores.pods().onChange(this::childChanged),
                        stores.services().onChange(this::childChanged),
                        stores.bootstraps().onChange(this::childChanged));
    }

    /** Begins to act; the caches have caught up with all that another host wrote. */
    public void start() {
        started = true;
        stores.clusters().list().forEach(cluster -> lookAgain(cluster.meta().name()));
        stores.jobs().list().forEach(job -> forCluster(job.meta(), this::lookAgain));
    }

    /** Stops acting, and returns when nothing is being done any more. */
    @Override
    public void close() {
        started = false;
        listening.forEach(Listening::close);
        queue.close();
        pollers.close();
    }

    /** Asks for a look at the cluster, for instance because it changed hands. */
    public void enqueue(String cluster) {
        if (started) queue.enqueue(cluster);
    }

    private void lookAgain(String cluster) {
        if (started) queue.enqueueAfter(cluster, Duration.ZERO);
    }

    private void jobChanged(Meta meta) {
        forCluster(meta, this::enqueue);
    }

    private void forCluster(Meta meta, Consumer<String> look) {
        stores.jobs()
                .get(meta.name())
                .map(stores::clusterOf)
                .ifPresentOrElse(look, () -> Membership.beginnings(meta.name()).forEach(look));
    }

    private void childChanged(Meta meta) {
        var cluster = meta.labels().get(Labels.CLUSTER_NAME);
        if (cluster != null) {
            enqueue(cluster);
            pollers.wake(cluster);
        }
    }

    /** A JobManager that hangs takes no place that another cluster needs. */
    private Outcome toFlink(Target target, Action action) {
        return queue.outside(() -> FLINK.perform(target, action));
    }

    private @Nullable Duration handle(String cluster) {
        if (mine.test(cluster)) return reconciler.reconcile(cluster);
        pollers.forget(cluster);
        return null;
    }
}
