package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/**
 * A supervisor that found nothing to do looks again when there is news, or when it said it would:
 * what the machines forget to wait for is found late here, as it would be in earnest.
 */
@NullUnmarked
final class Sleep {
    /** The progress of checkpoints alone is told this often. */
    private static final Duration NOTE = Duration.ofMinutes(1);

    private World undisturbed;
    private Map<String, FlinkView.Checkpoints> told = Map.of();
    private Instant since = Instant.EPOCH;
    private Instant until = Instant.EPOCH;

    boolean lasts(World world, Instant now) {
        var progress = !now.isBefore(since.plus(NOTE)) && !world.flink().checkpoints().equals(told);
        return now.isBefore(until) && !progress && essence(world).equals(undisturbed);
    }

    void begin(World world, Steps steps, Instant now) {
        undisturbed = essence(world);
        told = world.flink().checkpoints();
        since = now;
        until = isIdle(world, steps) ? now.plus(steps.recheck()) : Instant.EPOCH;
    }

    void end() {
        until = Instant.EPOCH;
    }

    private static boolean isIdle(World world, Steps steps) {
        var idle = steps.cluster() == null || isIdle(world.cluster().status(), steps.cluster());
        for (int i = 0; i < steps.jobs().size(); i++) {
            idle &= isIdle(world.jobs().get(i).job().status(), steps.jobs().get(i));
        }
        return idle;
    }

    private static <T> boolean isIdle(T status, Step<T> step) {
        return step.actions().isEmpty() && step.status().equals(status);
    }

    private static World essence(World world) {
        return new World(
                world.name(),
                world.cluster(),
                world.jobManagers(),
                world.taskManagers(),
                world.taskManagerPods(),
                world.service(),
                world.jobs(),
                world.flink().essence(),
                world.refusals(),
                world.tuning());
    }
}
