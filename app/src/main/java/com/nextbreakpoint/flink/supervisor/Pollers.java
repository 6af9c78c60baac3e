package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.FlinkPoller;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One poller for each cluster that is supervised here. What the Flink of a former cluster of the
 * same name said is nobody's any more.
 */
final class Pollers implements AutoCloseable {
    private record Entry(String uid, Duration interval, FlinkPoller poller) {
        /** One that ended although nobody closed it is followed by another. */
        boolean serves(Meta cluster, Duration wanted) {
            return uid.equals(cluster.uid()) && interval.equals(wanted) && poller.isAlive();
        }
    }

    private final Map<String, Entry> byCluster = new ConcurrentHashMap<>();
    private final Stores stores;
    private final JobManagers jobManagers;
    private final Clock clock;
    private final Consumer<String> onNews;
    private volatile boolean closed;

    /**
     * @param targets how a JobManager's pod is reached, empty while it has no address
     * @param onNews told the cluster's name when its view changed
     */
    Pollers(
            Stores stores,
            Function<PodView, Optional<Target>> targets,
            Clock clock,
            Consumer<String> onNews) {
        this.stores = stores;
        this.jobManagers = new JobManagers(stores, targets);
        this.clock = clock;
        this.onNews = onNews;
    }

    FlinkView view(String cluster) {
        return entry(cluster).map(entry -> entry.poller.view()).orElse(FlinkView.NONE);
    }

    private Optional<Entry> entry(String cluster) {
        var uid = stores.clusters().get(cluster).map(one -> one.meta().uid()).orElse("");
        return Optional.ofNullable(byCluster.get(cluster)).filter(one -> one.uid.equals(uid));
    }

    /** Asks the cluster's Flink from now on, at this interval, unless these are closed. */
    void follow(Meta cluster, Duration interval, FlinkView.Questions questions) {
        var entry =
                byCluster.compute(
                        cluster.name(),
                        (name, known) -> {
                            // H9.poll
                            if (known != null && known.serves(cluster, interval)) return known;
                            if (known != null) known.poller.close();
                            return new Entry(cluster.uid(), interval, start(name, interval));
                        });
        entry.poller.ask(questions);
        if (closed)
            forget(cluster.name()); // A run that outlives the close leaves no poller behind.
    }

    /**
     * Whether the first answer of a cluster that is followed, or that there is none, is awaited:
     * who has not asked yet knows nothing, and decides nothing.
     */
    boolean isUnasked(String cluster) {
        return entry(cluster).filter(one -> one.poller.view().equals(FlinkView.NONE)).isPresent();
    }

    void wake(String cluster) {
        var entry = byCluster.get(cluster);
        if (entry != null) entry.poller.wake();
    }

    void forget(String cluster) {
        var entry = byCluster.remove(cluster);
        if (entry != null) entry.poller.close();
    }

    /** The JobManager to which a cluster's actions go. */
    Optional<Target> target(String cluster) {
        return jobManagers.of(cluster);
    }

    private FlinkPoller start(String cluster, Duration interval) {
        return new FlinkPoller(
                cluster,
                interval,
                clock,
                jobManagers.following(cluster),
                this::liveIncarnation,
                () -> onNews.accept(cluster));
    }

    private String liveIncarnation(String pod) {
        return stores.pods().live(pod).map(PodViews::of).map(PodView::incarnation).orElse("");
    }

    @Override
    public void close() {
        closed = true;
        byCluster.keySet().forEach(this::forget);
    }
}
