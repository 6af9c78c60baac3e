package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.core.cluster.ClusterMachine;
import com.nextbreakpoint.flink.core.job.JobMachine;
import com.nextbreakpoint.flink.core.job.Origins;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One step of a cluster with all its jobs. */
public final class Supervision {
    /**
     * The longest row of decisions that needs nothing from outside is half of it: see ChaosTest.
     */
    static final int MOST_STEPS = 24;

    private Supervision() {}

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
        for (int i = 1; i < most && !steps.leave(seen); i++) {
            seen = steps.writtenTo(seen);
            steps = step(seen, clock, held).after(steps);
        }
        return steps.leave(seen) ? steps : steps.harmless();
    }

    /** Times are kept in whole milliseconds, as the statuses show them. */
    static Steps step(World world, Instant clock, Set<String> held) {
        var now = clock.truncatedTo(ChronoUnit.MILLIS);
        var survivors = Survivors.are(world);
        var turn = turn(world, survivors, now, held);
        var cluster = turn.step();
        var status = cluster == null ? null : cluster.status();
        var observe = new JobObservations(world, status, survivors);
        var slots = new PromisedSlots(world);
        var steps = new ArrayList<Step<FlinkJobStatus>>();
        var storage = new HashSet<StorageQuestion>();
        for (var seen : world.jobs()) {
            var meta = seen.job().meta();
            var observed = observe.of(seen, slots.toOthersThan(meta.name()));
            var step =
                    turn.jobsWait() || held.contains(meta.uid())
                            ? Step.still(seen.job())
                            : JobMachine.step(observed, now);
            Origins.question(observed, now).ifPresent(storage::add);
            slots.note(meta.name(), step.status());
            steps.add(step);
        }
        var statuses = steps.stream().map(Step::status).toList();
        return new Steps(cluster, List.copyOf(steps), Questions.of(world, statuses, storage));
    }

    /**
     * What a cluster does.
     *
     * @param jobsWait whether it has something to note or to do, and cannot: its jobs must not
     *     anticipate it
     */
    private record Turn(@Nullable Step<FlinkClusterStatus> step, boolean jobsWait) {}

    private static Turn turn(World world, boolean survivors, Instant now, Set<String> held) {
        var cluster = world.cluster();
        if (cluster == null) return new Turn(null, false);
        var observed = ClusterObservation.of(cluster, world, survivors, now);
        var step = ClusterMachine.step(observed, now);
        return held.contains(cluster.meta().uid())
                ? new Turn(Step.still(cluster), isMoved(cluster.status(), step))
                : new Turn(step, false);
    }

    private static boolean isMoved(FlinkClusterStatus before, Step<FlinkClusterStatus> step) {
        return !step.actions().isEmpty()
                || before.supervisorStatus() != step.status().supervisorStatus()
                || !before.supervision().equals(step.status().supervision());
    }
}
