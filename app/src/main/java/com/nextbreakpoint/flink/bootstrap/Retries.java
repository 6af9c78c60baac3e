package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.flink.FlinkUnavailable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How long is waited for what.
 *
 * @param connect for a JobManager that does not answer
 * @param main for the user's main()
 * @param look for a job to turn up of which nobody said whether it was submitted, and to end after
 *     it was cancelled
 * @param pause between two tries
 */
record Retries(Duration connect, Duration main, Duration look, Duration pause) {
    static final Retries DEFAULT =
            new Retries(
                    Duration.ofSeconds(60),
                    Duration.ofHours(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1));

    /** Repeats a harmless call until Flink answers; throws its last silence in the end. */
    <T> T untilAnswered(Duration limit, Supplier<T> call) {
        long end = System.nanoTime() + limit.toNanos();
        while (true) {
            try {
                return call.get();
            } catch (FlinkUnavailable silent) {
                if (System.nanoTime() > end || !rest()) {
                    throw silent;
                }
            }
        }
    }

    /** Repeats a look until it finds something; what it throws ends it. */
    <T> Optional<T> untilFound(Duration limit, Supplier<Optional<T>> look) {
        long end = System.nanoTime() + limit.toNanos();
        var found = look.get();
        while (found.isEmpty() && System.nanoTime() < end && rest()) {
            found = look.get();
        }
        return found;
    }

    /** False when nobody waits any more. */
    boolean rest() {
        try {
            Thread.sleep(pause);
            return true;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
