package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.Events;
import com.nextbreakpoint.flink.kube.KubeAccess;
import com.nextbreakpoint.flink.kube.Leadership;
import com.nextbreakpoint.flink.kube.Stores;
import com.nextbreakpoint.flink.server.Metrics;
import com.nextbreakpoint.flink.server.Monitor;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** What operator and supervisor have in common: they watch, wait until they lead, and then act. */
record Host(Logger log, ServerOptions options, String lease) {
    private static final String RUN = UUID.randomUUID().toString().substring(0, 8);

    /** What acts as long as this process leads. */
    interface Work extends AutoCloseable {
        void start();

        @Override
        void close();
    }

    /** What a leader works with. */
    record Tools(
            Stores stores,
            Events events,
            Clock clock,
            Function<PodView, Optional<Target>> targets) {}

    /** What answers requests, whether this process leads or not. */
    interface Service {
        void start(Tools tools, Lifecycle life);
    }

    /**
     * Runs until the process is told to end.
     *
     * @param watched the stores of this host
     * @param work what acts, given the tools and whether this process leads at the moment
     * @param service started before the election
     */
    int run(
            Function<KubeAccess, Stores> watched,
            BiFunction<Tools, BooleanSupplier, Work> work,
            Service service)
            throws InterruptedException {
        var clock = Clock.systemUTC();
        try (var life = new Lifecycle(log);
                var access = access()) {
            var stores = watched.apply(access);
            var metrics = new Metrics(Version.value());
            var monitor = new Monitor(Version.value(), metrics, () -> true, stores::synced);
            life.onEnd(monitor.start(options.monitorPort())::stop);
            life.onEnd(stores::close);
            var events = new Events(stores, identity(), clock);
            life.onEnd(events::close);
            count(stores, metrics);
            stores.start();
            var tools = new Tools(stores, events, clock, Targets.of(options));
            service.start(tools, life);
            var leads = new Leads();
            var leadership =
                    new Leadership(
                            access.client(),
                            options.namespace(),
                            lease,
                            identity(),
                            () -> lead(work.apply(tools, leads), stores, metrics));
            leads.leadership = leadership;
            life.onEnd(leadership::close);
            leadership.start();
            log.info("Started in namespace {}", options.namespace());
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

    /** Asked by what is made before the election exists. */
    private static final class Leads implements BooleanSupplier {
        private volatile @Nullable Leadership leadership;

        @Override
        public boolean getAsBoolean() {
            var asked = leadership;
            return asked != null && asked.leads();
        }
    }

    private void lead(Work work, Stores stores, Metrics metrics) throws InterruptedException {
        try (work) {
            while (!stores.synced()) Thread.sleep(50);
            stores.refresh();
            metrics.leads(true);
            work.start();
            Thread.sleep(Long.MAX_VALUE);
        } finally {
            metrics.leads(false);
        }
    }

    private void count(Stores stores, Metrics metrics) {
        metrics.countStatuses(
                options.namespace(),
                () ->
                        stores.clusters().list().stream()
                                .map(one -> one.status().supervisorStatus())
                                .toList(),
                () ->
                        stores.jobs().list().stream()
                                .map(one -> one.status().supervisorStatus())
                                .toList());
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
