package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Kind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** What Prometheus is told of this process; every method is cheap and safe from any thread. */
public final class Metrics {
    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final AtomicInteger leader = new AtomicInteger();

    public Metrics(String version) {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("flink.operator.build.info", () -> 1)
                .description("The version that runs")
                .tags("version", version, "java", Runtime.version().toString())
                .register(registry);
        Gauge.builder("flink.operator.leader", leader, AtomicInteger::get)
                .description("1 while this process leads")
                .register(registry);
    }

    /**
     * Adds the gauges {@code flink_operator_cluster_status} and {@code flink_operator_job_status}.
     *
     * @param clusters the status of each cluster at the moment of the call
     * @param jobs the status of each job
     */
    public void countStatuses(
            String namespace,
            Supplier<? extends Collection<SupervisorStatus>> clusters,
            Supplier<? extends Collection<SupervisorStatus>> jobs) {
        for (var status : SupervisorStatus.values()) {
            gauge("flink.operator.cluster.status", namespace, status, clusters);
            gauge("flink.operator.job.status", namespace, status, jobs);
        }
    }

    private void gauge(
            String name,
            String namespace,
            SupervisorStatus status,
            Supplier<? extends Collection<SupervisorStatus>> statuses) {
        Gauge.builder(name, () -> statuses.get().stream().filter(one -> one == status).count())
                .description("The number of resources in that status")
                .tags("namespace", namespace, "status", status.name())
                .register(registry);
    }

    /** A controller handled one key, after it had waited in the queue. */
    public void reconciled(String controller, Duration waited, Duration took, boolean failed) {
        registry.timer("flink.operator.queue", "controller", controller).record(waited);
        registry.timer("flink.operator.reconcile", outcome(failed).and("controller", controller))
                .record(took);
    }

    public void calledFlink(String call, Duration took, boolean failed) {
        registry.timer("flink.operator.flink.call", outcome(failed).and("call", call)).record(took);
    }

    public void tookSavepoint(Duration took, boolean failed) {
        registry.timer("flink.operator.savepoint", outcome(failed)).record(took);
    }

    public void restartedJob() {
        registry.counter("flink.operator.job.restarts").increment();
    }

    public void wroteStatus(Kind kind) {
        registry.counter("flink.operator.status.writes", "kind", kind.name()).increment();
    }

    public void refusedStatus(Kind kind) {
        registry.counter("flink.operator.status.refused", "kind", kind.name()).increment();
    }

    public void leads(boolean now) {
        leader.set(now ? 1 : 0);
    }

    /** All of it in Prometheus' text format. */
    public String text() {
        return registry.scrape();
    }

    private static Tags outcome(boolean failed) {
        return Tags.of("outcome", failed ? "failed" : "done");
    }
}
