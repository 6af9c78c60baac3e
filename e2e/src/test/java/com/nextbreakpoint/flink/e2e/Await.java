package com.nextbreakpoint.flink.e2e;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits that end: by what is waited for, or by an error that says all that explains its absence.
 */
public final class Await {
    private static final long POLL_MILLIS = 200;

    /** A machine that has other work as well may take so many times longer. */
    private static final int PATIENCE = Integer.getInteger("e2e.patience", 1);

    private Await() {}

    /** Waits until something is so. */
    static void until(String what, Duration limit, BooleanSupplier holds) {
        until(what, limit, holds, () -> "");
    }

    /**
     * Waits until something is so.
     *
     * @param seen what there is instead, for the error
     */
    static void until(String what, Duration limit, BooleanSupplier holds, Supplier<String> seen) {
        if (!within(limit, holds)) {
            throw new AssertionError(
                    "This did not come in %d s: %s. Instead: %s%n%s"
                            .formatted(
                                    limit.toSeconds() * PATIENCE,
                                    what,
                                    seen.get(),
                                    Toolbox.explain()));
        }
    }

    /** Whether something comes in time. */
    public static boolean within(Duration limit, BooleanSupplier holds) {
        var end = Instant.now().plus(limit.multipliedBy(PATIENCE));
        while (!isAnswered(holds)) {
            if (Instant.now().isAfter(end)) {
                return false;
            }
            pause(POLL_MILLIS);
        }
        return true;
    }

    /** A connection that breaks says nothing of what is waited for. */
    private static boolean isAnswered(BooleanSupplier holds) {
        try {
            return holds.getAsBoolean();
        } catch (UncheckedIOException | KubernetesClientException broken) {
            return false;
        }
    }

    /** Watches for a while that something stays so. */
    static void stays(String what, Duration time, BooleanSupplier holds) {
        var end = Instant.now().plus(time);
        while (Instant.now().isBefore(end)) {
            if (!holds.getAsBoolean()) {
                throw new AssertionError("This did not last: " + what + "\n" + Toolbox.explain());
            }
            pause(POLL_MILLIS);
        }
    }

    /** For a time that is itself what is tested. */
    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("The test was interrupted", e);
        }
    }
}
