package com.nextbreakpoint.flink.core.scaling;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import java.util.Collection;

/** How many TaskManagers a cluster should have. */
public final class TaskManagers {
    private TaskManagers() {}

    /**
     * The TaskManagers that give this many slots.
     *
     * @param slots not negative; without any, no TaskManager is wanted whatever {@code min} says
     * @param taskSlots slots of each TaskManager, at least 1
     */
    public static int wanted(int slots, int taskSlots, int min, int max) {
        // T7.wanted
        return clamped(Math.ceilDiv(slots, taskSlots), min, max);
    }

    /** The TaskManagers that the user asks for. */
    public static int wanted(FlinkClusterSpec spec) {
        return clamped(spec.taskManagers(), spec.minTaskManagers(), spec.maxTaskManagers());
    }

    /** The parallelism in force, 0 when the job is suspended. */
    public static int parallelism(FlinkJobSpec spec) {
        return clamped(spec.jobParallelism(), spec.minJobParallelism(), spec.maxJobParallelism());
    }

    /** The slots that all jobs of a cluster need together, at most {@link Integer#MAX_VALUE}. */
    public static int slots(Collection<Demand> demands) {
        long sum = demands.stream().mapToLong(Demand::slots).sum();
        return (int) Math.min(Integer.MAX_VALUE, sum);
    }

    /** Zero stays zero, whatever the minimum; the maximum wins over the minimum. */
    private static int clamped(int value, int min, int max) {
        return value == 0 ? 0 : Math.min(Math.max(value, min), max);
    }

    /**
     * What one job needs.
     *
     * @param wanted the parallelism that its spec asks for, clamped
     * @param current the parallelism of the attempt that may still run, 0 where there is none
     * @param restartDue whether a stopped job is going to be started again
     */
    public record Demand(SupervisorStatus phase, int wanted, int current, boolean restartDue) {
        /** While the parallelism changes, both the old and the new must fit. */
        int slots() {
            return switch (phase) {
                case Starting, Started, Stopping -> Math.max(wanted, current);
                case Stopped -> restartDue ? wanted : 0;
                case Unknown, Terminated -> 0;
            };
        }
    }
}
