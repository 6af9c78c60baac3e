package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.supervision.Steps;
import com.nextbreakpoint.flink.core.supervision.Supervision;
import com.nextbreakpoint.flink.core.supervision.World;
import com.nextbreakpoint.flink.flink.FlinkPoller;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Store;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import com.nextbreakpoint.flink.kube.write.DryRun;
import com.nextbreakpoint.flink.kube.write.StatusWriter;
import com.nextbreakpoint.flink.kube.write.Tools;
import com.nextbreakpoint.flink.supervisor.ClusterEffects.Task;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One reconcile of one cluster with all its jobs: observe, decide, write, act. */
final class ClusterReconciler {
    /** Longer than any poll lasts, which tells of its end by itself. */
    private static final Duration FIRST_LOOK = FlinkPoller.LONGEST_POLL.plusSeconds(5);

    /** Until a status that was refused is tried again. */
    private static final Duration HELD = Duration.ofSeconds(10);

    private final Stores stores;
    private final Observer observer;
    private final Pollers pollers;
    private final StatusWriter statuses;
    private final ClusterEffects effects;
    private final Clock clock;
    private final @Nullable DryRun dryRun;

    /** What was done by the last look at a cluster, if anything. */
    private final Map<String, List<Action>> done = new ConcurrentHashMap<>();

    ClusterReconciler(
            Tools tools, Pollers pollers, BiFunction<Target, Action, Outcome> flinkHands) {
        this.stores = tools.stores();
        this.pollers = pollers;
        this.statuses = new StatusWriter(tools);
        this.effects = new ClusterEffects(tools, pollers, flinkHands);
        this.observer = new Observer(tools, effects::refusals);
        this.clock = tools.clock();
        this.dryRun = tools.dryRun();
    }

    /** Returns when to look again, at the latest; null when there is nothing left to look at. */
    @Nullable Duration reconcile(String cluster) {
        var held = new HashSet<String>();
        while (true) {
            var world = observer.observe(cluster, pollers.view(cluster));
            if (world.cluster() == null && world.jobs().isEmpty()) {
                forget(cluster);
                return null;
            }
            var steps = Supervision.settle(world, clock.instant(), held);
            follow(world, steps);
            if (pollers.isUnasked(cluster)) return FIRST_LOOK;
            if (dryRun != null) {
                tellOf(dryRun, world, steps);
                return steps.recheck();
            }
            // C1.5: a status is written before anything is done
            var tasks = write(world, steps, held);
            if (tasks == null) continue;
            var again = min(perform(cluster, tasks), steps.recheck());
            return held.isEmpty() ? again : min(HELD, again);
        }
    }

    private void forget(String cluster) {
        pollers.forget(cluster);
        done.remove(cluster);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private void follow(World world, Steps steps) {
        if (world.cluster() == null) {
            pollers.forget(world.name());
        } else {
            var questions = dryRun == null ? steps.questions() : steps.questions().harmless();
            pollers.follow(world.cluster().meta(), world.tuning().pollingInterval(), questions);
        }
    }

    private static void tellOf(DryRun dryRun, World world, Steps steps) {
        var cluster = world.cluster();
        if (cluster != null && steps.cluster() != null) {
            var would = DryRun.of(steps.cluster(), cluster.status());
            dryRun.tell(ClusterEffects.log(world.name()), cluster.meta(), world.name(), would);
        }
        for (int i = 0; i < steps.jobs().size(); i++) {
            var job = world.jobs().get(i).job();
            var would = DryRun.of(steps.jobs().get(i), job.status());
            var name = job.meta().name();
            dryRun.tell(ClusterEffects.log(name), job.meta(), name, would);
        }
    }

    /**
     * The jobs come first: a cluster never goes on before what its jobs left is noted. A conflict
     * ends the reconcile: nothing was done, all is observed again. What the API server refuses to
     * write is held as it is; null then: the others are decided anew.
     */
    private @Nullable List<Task> write(World world, Steps steps, Set<String> held) {
        var tasks = new ArrayList<Task>();
        for (int i = 0; i < steps.jobs().size(); i++) {
            var job = world.jobs().get(i).job();
            var task = write(stores.jobs(), Kind.FlinkJob, job, steps.jobs().get(i), held);
            if (task == null) return null;
            tasks.add(task);
        }
        var cluster = world.cluster();
        if (cluster != null && steps.cluster() != null) {
            var task = write(stores.clusters(), Kind.FlinkCluster, cluster, steps.cluster(), held);
            if (task == null) return null;
            tasks.addFirst(task);
        }
        return tasks;
    }

    private <S, T> @Nullable Task write(
            Store<Resource<S, T>> store,
            Kind kind,
            Resource<S, T> read,
            Step<T> step,
            Set<String> held) {
        // C1.8
        if (step.status().equals(read.status())) return new Task(kind, read.meta(), step);
        try {
            return new Task(kind, statuses.write(store, read, step.status()).meta(), step);
        } catch (KubeFailure failure) {
            if (!failure.isRefusal()) throw failure;
            // C1.7
            held.add(read.meta().uid());
            return null;
        }
    }

    /** Returns when to see what came of it: at once, but not for one who only does it again. */
    private Duration perform(String cluster, List<Task> tasks) {
        tasks.forEach(task -> effects.perform(cluster, task));
        var actions = tasks.stream().flatMap(task -> task.actions().stream()).toList();
        if (actions.isEmpty()) {
            done.remove(cluster);
            return Alarm.LONGEST;
        }
        return actions.equals(done.put(cluster, actions)) ? WorkQueue.AGAIN : Duration.ZERO;
    }
}
