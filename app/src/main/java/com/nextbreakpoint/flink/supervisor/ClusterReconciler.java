package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.supervision.Supervision;
import com.nextbreakpoint.flink.core.supervision.World;
import com.nextbreakpoint.flink.flink.FlinkHands;
import com.nextbreakpoint.flink.kube.Events;
import com.nextbreakpoint.flink.kube.Hands;
import com.nextbreakpoint.flink.kube.RefusalLog;
import com.nextbreakpoint.flink.kube.StatusWriter;
import com.nextbreakpoint.flink.kube.Store;
import com.nextbreakpoint.flink.kube.Stores;
import com.nextbreakpoint.flink.kube.Tools;
import com.nextbreakpoint.flink.kube.Tools.Rehearsal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** One reconcile of one cluster with all its jobs: observe, decide, write, act. */
final class ClusterReconciler {
    /** Longer than any poll lasts, which tells of its end by itself. */
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final Stores stores;
    private final Observer observer;
    private final Pollers pollers;
    private final StatusWriter statuses;
    private final Hands hands;
    private final FlinkHands flinkHands;
    private final RefusalLog refusals;
    private final Events events;
    private final Clock clock;
    private final @Nullable Rehearsal rehearsal;
    private final Tools.Oversight oversight;
    private final BooleanSupplier leads;

    ClusterReconciler(Tools tools, Pollers pollers, FlinkHands flinkHands) {
        this.stores = tools.stores();
        this.pollers = pollers;
        this.statuses = new StatusWriter(stores, tools.leads());
        this.hands = new Hands(stores, tools.leads());
        this.flinkHands = flinkHands;
        this.refusals = new RefusalLog(tools.clock());
        this.observer = new Observer(stores, refusals, tools.clock());
        this.events = tools.events();
        this.clock = tools.clock();
        this.rehearsal = tools.rehearsal();
        this.oversight = tools.oversight();
        this.leads = tools.leads();
    }

    /** One action, and in whose name it is made. */
    private record Task(String scope, Action action) {}

    /** Returns when to look again, at the latest; null when there is nothing left to look at. */
    @Nullable Duration reconcile(String cluster) {
        var world = observer.observe(cluster, pollers.view(cluster));
        if (world.cluster() == null && world.jobs().isEmpty()) {
            pollers.forget(cluster);
            refusals.forget(Scope.cluster(cluster));
            return null;
        }
        var steps = Supervision.step(world, clock.instant());
        follow(world, steps);
        if (pollers.isUnasked(cluster)) return FIRST_LOOK;
        if (rehearsal != null) {
            rehearse(rehearsal, world, steps);
        } else {
            var tasks = write(world, steps);
            tasks.forEach(task -> perform(cluster, task));
        }
        return steps.cluster() == null
                ? Tuning.DEFAULT.pollingInterval()
                : steps.cluster().recheck();
    }

    private void follow(World world, Supervision.Steps steps) {
        if (world.cluster() == null) {
            pollers.forget(world.name());
        } else {
            var spec = world.cluster().spec();
            var tuning = spec == null ? Tuning.DEFAULT : Tuning.of(spec);
            var questions = rehearsal == null ? steps.questions() : steps.questions().harmless();
            pollers.follow(world.name(), tuning.pollingInterval(), questions);
        }
    }

    private void rehearse(Rehearsal play, World world, Supervision.Steps steps) {
        var cluster = world.cluster();
        if (cluster != null && steps.cluster() != null) {
            var log = LoggerFactory.getLogger("Supervisor " + world.name());
            play.tell(log, world.name(), Rehearsal.of(steps.cluster(), cluster.status()));
        }
        for (int i = 0; i < steps.jobs().size(); i++) {
            var job = world.jobs().get(i).job();
            var log = LoggerFactory.getLogger("Supervisor " + job.meta().name());
            play.tell(log, job.meta().name(), Rehearsal.of(steps.jobs().get(i), job.status()));
        }
    }

    /** A conflict on any status ends the reconcile: nothing was done, all is observed again. */
    private List<Task> write(World world, Supervision.Steps steps) {
        var tasks = new ArrayList<Task>();
        var cluster = world.cluster();
        if (cluster != null && steps.cluster() != null) {
            writeCluster(cluster, steps.cluster());
            var scope = Scope.cluster(world.name());
            steps.cluster().actions().forEach(action -> tasks.add(new Task(scope, action)));
        }
        for (int i = 0; i < steps.jobs().size(); i++) {
            var job = world.jobs().get(i).job();
            var step = steps.jobs().get(i);
            writeJob(job, step);
            var scope = Scope.job(job.meta().name());
            step.actions().forEach(action -> tasks.add(new Task(scope, action)));
        }
        return tasks;
    }

    private void writeCluster(
            Resource<FlinkClusterSpec, FlinkClusterStatus> cluster, Step<FlinkClusterStatus> step) {
        write(stores.clusters(), cluster, step);
        announce(Kind.FlinkCluster, cluster, step.notices(), cluster.meta().name());
    }

    private void writeJob(Resource<FlinkJobSpec, FlinkJobStatus> job, Step<FlinkJobStatus> step) {
        write(stores.jobs(), job, step);
        announce(Kind.FlinkJob, job, step.notices(), job.meta().name());
    }

    private <S, T> void write(Store<Resource<S, T>> store, Resource<S, T> read, Step<T> step) {
        if (!step.status().equals(read.status())) {
            statuses.write(store, read, step.status());
        }
    }

    private void announce(
            Kind kind, Resource<?, ?> resource, List<Step.Notice> notices, String name) {
        var log = LoggerFactory.getLogger("Supervisor " + name);
        for (var notice : notices) {
            if (notice.severity() == Step.Severity.WARNING) {
                log.warn("{}", notice.message());
            } else {
                log.info("{}", notice.message());
            }
            events.tell(kind, resource.meta(), notice);
        }
    }

    private void perform(String cluster, Task task) {
        var log = LoggerFactory.getLogger("Supervisor " + cluster);
        log.info("{}", task.action().key());
        var outcome = oversight.over(task.action(), () -> outcome(cluster, task.action()));
        refusals.record(task.scope(), task.action(), outcome);
        switch (outcome) {
            case Outcome.Done _ -> {}
            case Outcome.Refused refused ->
                    log.warn("{} was refused: {}", task.action().key(), refused.message());
            case Outcome.Failed failed ->
                    log.warn("{} failed: {}", task.action().key(), failed.message());
        }
    }

    private Outcome outcome(String cluster, Action action) {
        return switch (action) {
            case Action.CancelOrphan orphan ->
                    isOrphan(cluster, orphan.jobId())
                            ? toFlink(cluster, new Action.CancelJob(orphan.jobId()))
                            : Outcome.DONE;
            case Action.CancelJob _, Action.StopJob _, Action.TriggerSavepoint _ ->
                    toFlink(cluster, action);
            default -> hands.perform(action);
        };
    }

    private Outcome toFlink(String cluster, Action action) {
        if (!leads.getAsBoolean()) return new Outcome.Failed("another process leads now");
        var target = pollers.target(cluster);
        var outcome =
                target.isPresent()
                        ? flinkHands.perform(target.get(), action)
                        : new Outcome.Failed("there is no JobManager to talk to");
        pollers.wake(cluster);
        return outcome;
    }

    /** Asks the API server itself: a cache that lags behind must not cost a job its life. */
    private boolean isOrphan(String cluster, String jobId) {
        stores.jobs().refresh();
        return stores.jobs().list().stream()
                .map(Resource::meta)
                .noneMatch(
                        meta ->
                                jobId.startsWith(
                                        Hashes.jobMark(meta.namespace(), cluster, meta.name())));
    }
}
