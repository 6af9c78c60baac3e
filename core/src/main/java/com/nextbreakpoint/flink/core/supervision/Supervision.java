package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.core.cluster.ClusterMachine;
import com.nextbreakpoint.flink.core.cluster.ClusterObserved;
import com.nextbreakpoint.flink.core.job.JobDemand;
import com.nextbreakpoint.flink.core.job.JobMachine;
import com.nextbreakpoint.flink.core.job.JobObserved;
import com.nextbreakpoint.flink.core.job.Origins;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import com.nextbreakpoint.flink.core.supervision.World.JobSeen;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One step of a cluster with all its jobs. */
public final class Supervision {
    /**
     * The longest row of decisions that needs nothing from outside is half of it: see ChaosTest.
     */
    static final int MOST_STEPS = 24;

    private Supervision() {}

    /**
     * What is to be written and done.
     *
     * @param cluster null when the FlinkCluster does not exist
     * @param questions what Flink should be asked from now on
     */
    public record Steps(
            @Nullable Step<FlinkClusterStatus> cluster,
            List<Step<FlinkJobStatus>> jobs,
            FlinkView.Questions questions) {
        /** How long all of it holds if nothing else happens. */
        public Duration recheck() {
            var all = Stream.concat(Stream.ofNullable(cluster), jobs.stream());
            return all.map(Step::recheck).min(Duration::compareTo).orElse(Alarm.LONGEST);
        }

        /** With what was told on the way here; once each, in its order. */
        Steps after(Steps former) {
            var told = new ArrayList<Step<FlinkJobStatus>>();
            for (int i = 0; i < jobs.size(); i++) {
                told.add(jobs.get(i).after(former.jobs.get(i)));
            }
            var one =
                    cluster == null || former.cluster == null
                            ? cluster
                            : cluster.after(former.cluster);
            return new Steps(one, List.copyOf(told), questions);
        }

        /** Without effects: these statuses are to be written, and then all is looked at again. */
        Steps harmless() {
            return new Steps(
                    cluster == null ? null : cluster.harmless(),
                    jobs.stream().map(Step::harmless).toList(),
                    questions);
        }
    }

    /**
     * Steps in memory until nothing is left to decide: the statuses to be written, each once, and
     * the actions that they stand for.
     *
     * @param held the uids of what stays as it is, because its status cannot be written
     */
    public static Steps settle(World world, Instant clock, Set<String> held) {
        return settle(world, clock, held, MOST_STEPS);
    }

    static Steps settle(World world, Instant clock, Set<String> held, int most) {
        var seen = world;
        var steps = step(seen, clock, held);
        for (int i = 1; i < most && !seen.has(steps); i++) {
            seen = seen.after(steps);
            steps = step(seen, clock, held).after(steps);
        }
        return seen.has(steps) ? steps : steps.harmless();
    }

    /** Times are kept in whole milliseconds, as the statuses show them. */
    static Steps step(World world, Instant clock, Set<String> held) {
        var now = clock.truncatedTo(ChronoUnit.MILLIS);
        var survivors = Survivors.are(world);
        var turn = turn(world, survivors, now, held);
        var cluster = turn.step();
        var status = cluster == null ? null : cluster.status();
        var steps = new ArrayList<Step<FlinkJobStatus>>();
        var storage = new HashSet<StorageQuestion>();
        var promised = Slots.promised(world.jobs(), world.flink());
        for (var seen : world.jobs()) {
            var others = promised.entrySet().stream();
            var name = seen.job().meta().name();
            int taken =
                    others.filter(entry -> !entry.getKey().equals(name))
                            .mapToInt(Map.Entry::getValue)
                            .sum();
            var observed = observed(world, seen, status, survivors, taken);
            var step =
                    turn.jobsWait() || held.contains(seen.job().meta().uid())
                            ? Step.still(seen.job())
                            : JobMachine.step(observed, now);
            Origins.question(observed, now).ifPresent(storage::add);
            promised.put(name, Slots.promised(step.status(), world.flink()));
            steps.add(step);
        }
        return new Steps(cluster, List.copyOf(steps), questions(world, steps, storage));
    }

    private static JobObserved observed(
            World world,
            JobSeen seen,
            @Nullable FlinkClusterStatus status,
            boolean survivors,
            int promised) {
        return new JobObserved(
                seen.job(),
                Links.link(world, status, survivors, promised),
                seen.bootstrap(),
                seen.refusals());
    }

    /**
     * What a cluster does.
     *
     * @param jobsWait whether it has something to note or to do, and cannot: its jobs must not
     *     anticipate it
     */
    private record Turn(@Nullable Step<FlinkClusterStatus> step, boolean jobsWait) {}

    private static Turn turn(World world, boolean survivors, Instant now, Set<String> held) {
        var resource = world.cluster();
        if (resource == null) return new Turn(null, false);
        var step = cluster(resource, world, survivors, now);
        return held.contains(resource.meta().uid())
                ? new Turn(Step.still(resource), isMoved(resource.status(), step))
                : new Turn(step, false);
    }

    private static boolean isMoved(FlinkClusterStatus before, Step<FlinkClusterStatus> step) {
        return !step.actions().isEmpty()
                || before.supervisorStatus() != step.status().supervisorStatus()
                || !before.supervision().equals(step.status().supervision());
    }

    private static Step<FlinkClusterStatus> cluster(
            Resource<FlinkClusterSpec, FlinkClusterStatus> resource,
            World world,
            boolean survivors,
            Instant now) {
        return ClusterMachine.step(
                new ClusterObserved(
                        resource,
                        world.jobManagers(),
                        world.taskManagers(),
                        world.taskManagerPods(),
                        world.service(),
                        world.flink(),
                        world.refusals(),
                        jobs(world, resource.status(), survivors, now)),
                now);
    }

    private static ClusterObserved.Jobs jobs(
            World world, FlinkClusterStatus status, boolean survivors, Instant now) {
        var marks = new TreeSet<String>();
        var active = new ArrayList<String>();
        var moving = false;
        for (var seen : world.jobs()) {
            var meta = seen.job().meta();
            var phase = seen.job().status().supervisorStatus();
            marks.add(Hashes.jobMark(meta.namespace(), world.name(), meta.name()));
            var turning = phase == SupervisorStatus.Starting || phase == SupervisorStatus.Stopping;
            if (turning || phase == SupervisorStatus.Started) active.add(meta.name());
            moving |= turning;
        }
        var demands =
                world.jobs().stream()
                        .map(seen -> JobDemand.of(observed(world, seen, status, survivors, 0), now))
                        .toList();
        return new ClusterObserved.Jobs(
                marks, List.copyOf(active), survivors, moving, TaskManagers.slots(demands));
    }

    /** Flink is asked about every job that has an id, and about the triggers in flight. */
    private static FlinkView.Questions questions(
            World world, List<Step<FlinkJobStatus>> steps, Set<StorageQuestion> storage) {
        var triggers = new HashMap<String, String>();
        for (var step : steps) {
            var status = step.status();
            var stop = status.supervision().stopTriggerId();
            if (!status.savepointTriggerId().isEmpty()) {
                triggers.put(status.savepointTriggerId(), status.savepointJobId());
            }
            if (!stop.isEmpty() && status.supervisorStatus() == SupervisorStatus.Stopping) {
                triggers.put(stop, status.jobId());
            }
        }
        var jobs =
                steps.stream()
                        .map(step -> step.status().jobId())
                        .filter(id -> !id.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
        return new FlinkView.Questions(
                jobs,
                Map.copyOf(triggers),
                Set.copyOf(storage),
                world.jobs().stream().anyMatch(Supervision::isContentWithTheKnown));
    }

    private static boolean isContentWithTheKnown(JobSeen seen) {
        var spec = seen.job().spec();
        return spec != null && spec.restart().onUnknownState() == OnUnknownState.RestoreKnown;
    }
}
