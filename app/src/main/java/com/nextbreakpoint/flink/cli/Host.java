package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import com.nextbreakpoint.flink.kube.run.Leadership;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import com.nextbreakpoint.flink.kube.write.DryRun;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Tools;
import com.nextbreakpoint.flink.server.Metrics;
import com.nextbreakpoint.flink.server.Monitor;
import com.nextbreakpoint.flink.server.StatusFigures;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What operator and supervisor have in common: they watch, wait until they lead, and then act. */
record Host(Logger log, ServerOptions options, String lease) {
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    private static final Duration REHEARSE_AGAIN = Duration.ofSeconds(10);

    /** What acts as long as this process leads. */
    interface Work extends AutoCloseable {
        void start();

        @Override
        void close();
    }

    /**
     * What a process works with.
     *
     * @param targets how a JobManager's pod is reached, empty while it has no address
     */
    record Means(Tools tools, Function<PodView, Optional<Target>> targets) {}

    /** What answers requests, whether this process leads or not. */
    interface Service {
        void start(Means means, Lifecycle life);
    }

    /**
     * Runs until the process is told to end.
     *
     * @param watched the stores of this host
     * @param work what acts; made anew each time that this process begins to lead
     * @param service started before the election
     */
    int run(Function<KubeAccess, Stores> watched, Function<Means, Work> work, Service service)
            throws InterruptedException {
        try (var life = new Lifecycle(log);
                var access = access()) {
            var metrics = new Metrics(Version.value());
            var stores = watched.apply(access);
            HeapGuard.watch();
            var pulse = new Pulse();
            life.onEnd(pulse::close);
            var monitor =
                    new Monitor(Version.value(), metrics, pulse::silent, stores::synced)
                            .start(options.monitorPort());
            life.onEnd(monitor::stop);
            life.onEnd(stores::close);
            var events = new Events(stores, identity(), Clock.systemUTC());
            life.onEnd(events::close);
            pulse.follow("events", events::turned);
            stores.watches().forEach(pulse::follow);
            pulse.follow("caches", stores::ticked);
            var leads = new Leads();
            new StatusFigures(stores, metrics, leads).begin();
            var means = means(access, stores, events, leads, metrics);
            stores.start();
            if (options.dryRun()) {
                runDry(() -> lead(work, means, metrics), life);
            } else {
                service.start(means, life);
                var leadership = elect(access, leads, () -> lead(work, means, metrics), life);
                pulse.follow("election", leadership::turned);
            }
            log.info(
                    "Started in namespace {}, metrics and health on port {}",
                    options.namespace(),
                    monitor.port());
            life.await();
        }
        return Exit.DONE;
    }

    private KubeAccess access() {
        try {
            return KubeAccess.open(options.kubeConfig(), System.getenv(), Version.value());
        } catch (IllegalArgumentException wrong) {
            throw new BadOption(String.valueOf(wrong.getMessage()));
        }
    }

    private Means means(
            KubeAccess access,
            Stores stores,
            Events events,
            BooleanSupplier leads,
            Metrics metrics) {
        var tools =
                new Tools(
                        stores,
                        events,
                        leads,
                        Clock.systemUTC(),
                        meters(metrics),
                        options.dryRun() ? new DryRun() : null,
                        Tools.Oversight.NONE,
                        options.tuning());
        return new Means(tools, new Targets(options, access, metrics::calledFlink).function());
    }

    private static Tools.Meters meters(Metrics metrics) {
        return new Tools.Meters() {
            @Override
            public WorkQueue.Meter of(String name) {
                return (queued, took, bad) -> metrics.reconciled(name, queued, took, bad);
            }

            @Override
            public void statusRefused(Kind kind) {
                metrics.refusedStatus(kind);
            }
        };
    }

    /** Asked by what is made before the election exists. */
    private static final class Leads implements BooleanSupplier {
        private volatile @Nullable Leadership leadership;

        @Override
        public boolean getAsBoolean() {
            var asked = leadership;
            return asked != null && asked.leads();
        }
    }

    private Leadership elect(KubeAccess access, Leads leads, Leadership.Term term, Lifecycle life) {
        var leadership =
                new Leadership(access.client(), options.namespace(), lease, identity(), term);
        leads.leadership = leadership;
        life.onEnd(leadership::close);
        leadership.start();
        return leadership;
    }

    /** Nobody is elected for a dry run: not even the Lease is written. */
    private void runDry(Leadership.Term term, Lifecycle life) {
        var play = Thread.ofVirtual().start(() -> runDry(term));
        life.onEnd(
                () -> {
                    play.interrupt();
                    play.join();
                });
    }

    private void runDry(Leadership.Term term) {
        try {
            while (true) {
                try {
                    term.run();
                } catch (RuntimeException | Error wrong) {
                    log.warn("The dry run broke off, it begins again", wrong);
                }
                Thread.sleep(REHEARSE_AGAIN);
            }
        } catch (InterruptedException end) {
            log.info("The dry run ends");
        }
    }

    private static void lead(Function<Means, Work> maker, Means means, Metrics metrics)
            throws InterruptedException {
        var stores = means.tools().stores();
        try (var work = maker.apply(means)) {
            while (!stores.synced()) Thread.sleep(50);
            stores.refresh();
            metrics.leads(true);
            work.start();
            Thread.sleep(Long.MAX_VALUE);
        } finally {
            metrics.leads(false);
        }
    }

    /** A container that is restarted in place keeps its name, and its lease. */
    private static String identity() {
        var pod = System.getenv("POD_NAME");
        return pod == null || pod.isEmpty() ? hostName() + "-" + RUN : pod;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "flinkctl";
        }
    }
}
