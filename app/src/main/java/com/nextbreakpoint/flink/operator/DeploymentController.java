package com.nextbreakpoint.flink.operator;

import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.deployment.DeploymentMachine;
import com.nextbreakpoint.flink.core.deployment.DeploymentObserved;
import com.nextbreakpoint.flink.kube.cache.Store.Listening;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import com.nextbreakpoint.flink.kube.write.Remembered;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks after the FlinkDeployments of a namespace: each change of one, or of a child, leads to one
 * reconcile.
 */
public final class DeploymentController implements AutoCloseable {
    private final Stores stores;
    private final Clock clock;
    private final Effects effects;
    private final WorkQueue queue;
    private final Remembered<FlinkDeploymentSpec> settled = new Remembered<>();
    private final List<Listening> listening;
    private volatile boolean started;

    public DeploymentController(Tools tools) {
        this.stores = tools.stores();
        this.clock = tools.clock();
        this.effects = new Effects(tools);
        var meter = tools.meters().of("deployments");
        this.queue = new WorkQueue(Effects.LOG, WorkQueue.CONCURRENCY, this::handle, meter);
        this.listening =
                List.of(
                        stores.deployments().onChange(meta -> enqueue(meta.name())),
                        stores.clusters().onChange(meta -> enqueue(meta.name())),
                        stores.jobs().onChange(this::jobChanged));
    }

    /** Begins to act; the caches have caught up with all that another process wrote. */
    public void start() {
        started = true;
        stores.deployments().list().forEach(this::lookFirst);
        stores.jobs().list().stream()
                .flatMap(job -> Stream.ofNullable(job.meta().labels().get(Labels.CLUSTER_NAME)))
                .forEach(this::lookAgain);
    }

    /** What was edited while nobody acted goes before what was not. */
    private void lookFirst(Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment) {
        var meta = deployment.meta();
        var edited = !Objects.equals(deployment.status().observedGeneration(), meta.generation());
        if (edited) {
            queue.enqueue(meta.name());
        } else {
            lookAgain(meta.name());
        }
    }

    private void lookAgain(String deployment) {
        queue.enqueueAfter(deployment, Duration.ZERO);
    }

    /** Stops acting, and returns when nothing is being done any more. */
    @Override
    public void close() {
        started = false;
        listening.forEach(Listening::close);
        queue.close();
    }

    private void enqueue(String deployment) {
        if (started) queue.enqueue(deployment);
    }

    /** Whoever changed its labels, its owner still knows it; an orphan has only its labels. */
    private void jobChanged(Meta job) {
        var cluster = job.labels().get(Labels.CLUSTER_NAME);
        if (cluster != null) enqueue(cluster);
        stores.deployment(job.ownerUid()).ifPresent(owner -> enqueue(owner.meta().name()));
    }

    private @Nullable Duration handle(String name) {
        var deployment = stores.deployments().get(name).orElse(null);
        release(name, deployment == null ? null : deployment.meta());
        if (deployment == null) {
            settled.forget(name);
            return null;
        }
        return reconcile(deployment);
    }

    private Duration reconcile(Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment) {
        var now = clock.instant();
        var observed = observe(deployment);
        var step = DeploymentMachine.step(observed, now);
        var done = effects.carryOut(Kind.FlinkDeployment, stores.deployments(), deployment, step);
        var spec = DeploymentMachine.settled(observed, done, now);
        if (spec != null) {
            var unused = settled.put(deployment.meta(), spec);
        }
        return step.actions().isEmpty() ? step.recheck() : WorkQueue.AGAIN;
    }

    private DeploymentObserved observe(
            Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment) {
        var name = deployment.meta().name();
        return new DeploymentObserved(
                deployment,
                stores.clusters().get(name).orElse(null),
                jobs(deployment),
                effects.refusals(deployment.meta()),
                settled.of(deployment.meta()).orElse(null));
    }

    private List<Resource<FlinkJobSpec, FlinkJobStatus>> jobs(
            Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment) {
        var meta = deployment.meta();
        var spec = deployment.spec();
        var names =
                spec == null
                        ? Set.<String>of()
                        : spec.jobs().stream()
                                .map(job -> Names.job(meta.name(), job.name()))
                                .collect(Collectors.toUnmodifiableSet());
        var named = names.stream().flatMap(one -> stores.jobs().get(one).stream());
        return Stream.concat(stores.jobsOwnedBy(meta.uid()).stream(), named)
                .collect(
                        Collectors.toMap(
                                job -> job.meta().name(), job -> job, (a, b) -> a, TreeMap::new))
                .values()
                .stream()
                .toList();
    }

    /** Jobs whose deployment went without them are let go when their supervisor is done. */
    private void release(String cluster, @Nullable Meta deployment) {
        var jobs =
                stores.jobsLabelled(cluster).stream()
                        .filter(job -> job.meta().isDeleted())
                        .toList();
        for (var job : jobs) {
            var actions = DeploymentMachine.releaseOrphans(List.of(job), deployment);
            effects.perform(Kind.FlinkJob, job.meta(), actions);
        }
    }
}
