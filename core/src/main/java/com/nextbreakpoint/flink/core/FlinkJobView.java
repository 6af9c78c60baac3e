package com.nextbreakpoint.flink.core;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A job as Flink lists it.
 *
 * @param state Flink's word, upper case
 * @param tasks how many of its tasks are in which state
 * @param rootCause why it failed or restarts, in one line, "" where nothing is known
 * @param notRunningSince the first poll in a row at which it did not {@link #runs}, null when it
 *     runs
 */
public record FlinkJobView(
        String id, String state, Tasks tasks, String rootCause, @Nullable Instant notRunningSince) {
    private static final Set<String> FINAL = Set.of("FINISHED", "CANCELED", "FAILED");

    /** Final states are left only by a new submission. */
    public boolean isFinal() {
        return isFinal(state);
    }

    /** Whether Flink's word is its last one for a job. */
    public static boolean isFinal(String state) {
        return FINAL.contains(state);
    }

    /** Whether the job really works: RUNNING alone also covers jobs that wait for slots. */
    public boolean runs() {
        return state.equals("RUNNING")
                && tasks.scheduled() == 0
                && tasks.deploying() == 0
                && tasks.running() + tasks.finished() > 0;
    }

    /** Counts of tasks by state, as GET /jobs/overview gives them. */
    public record Tasks(
            int total, int scheduled, int deploying, int initializing, int running, int finished) {}
}
