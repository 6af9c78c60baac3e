package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.supervision.World.JobSeen;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much is decided in one go. */
final class Decisions {
    /** Each step of a row is written before the next is decided, so that a test can see it. */
    boolean stepwise;

    /** Names of those whose status the API server does not take. */
    final Set<String> refused = new HashSet<>();

    Steps of(World world, Instant clock) {
        var held = held(world);
        if (stepwise) return Supervision.step(world, clock, held);
        var steps = Supervision.settle(world, clock, held);
        var half = Supervision.MOST_STEPS / 2;
        if (!Supervision.settle(world, clock, held, half).equals(steps))
            throw new AssertionError("it takes more than " + half + " steps to settle");
        return steps;
    }

    private Set<String> held(World world) {
        var jobs = world.jobs().stream().map(JobSeen::job).map(job -> job.meta());
        var cluster = Stream.ofNullable(world.cluster()).map(one -> one.meta());
        return Stream.concat(cluster, jobs)
                .filter(meta -> refused.contains(meta.name()))
                .map(Meta::uid)
                .collect(Collectors.toUnmodifiableSet());
    }
}
