package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.RestartSpec;
import java.time.Duration;

/** How long to wait before something is tried again. */
public final class Delays {
    /** How often the progress of checkpoints alone is worth a look, and a line in the status. */
    public static final Duration NOTE = Duration.ofMinutes(1);

    private static final int MAX_BACK_OFF_SECONDS = 30;
    private static final int MIN_HEALTHY_SECONDS = 60;

    private Delays() {}

    /**
     * Before an automatic restart.
     *
     * @param restarts how many there were since the last healthy period
     */
    public static Duration restart(RestartSpec spec, int restarts) {
        long first = spec.restartDelay();
        Integer given = spec.maxRestartDelay();
        long most = Math.max(first, given == null ? 10 * first : given);
        return Duration.ofSeconds(doubled(first, restarts, most));
    }

    /** How long a job must run before its earlier failures are forgotten. */
    public static Duration healthyPeriod(RestartSpec spec) {
        return Duration.ofSeconds(Math.max(MIN_HEALTHY_SECONDS, 10L * spec.restartDelay()));
    }

    /**
     * Before a step that failed is tried again: 1 s, doubled up to 30 s, so that what is cured is
     * noticed within half a minute.
     *
     * @param tries how many failed in a row, at least 1
     */
    public static Duration backOff(int tries) {
        return Duration.ofSeconds(doubled(1, tries - 1, MAX_BACK_OFF_SECONDS));
    }

    private static long doubled(long first, int times, long most) {
        return Math.min(most, first << Math.clamp(times, 0, 30));
    }
}
