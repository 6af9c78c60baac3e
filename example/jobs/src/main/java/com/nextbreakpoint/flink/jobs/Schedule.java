package com.nextbreakpoint.flink.jobs;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The moment of every reading, as a function of its number alone, so that a replayed stream is the
 * same stream.
 *
 * <p>The delays between readings take turns: each one holds for an interval (rounded down to whole
 * delays, but for one delay at least), after the last one comes the first again.
 */
final class Schedule implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] delays;
    private final long[] readings;
    private final long readingsPerRound;
    private final long millisPerRound;

    /** Both in milliseconds and greater than zero; one delay at least. */
    Schedule(long[] delays, long interval) {
        this.delays = delays.clone();
        readings = Arrays.stream(delays).map(delay -> Math.max(1, interval / delay)).toArray();
        readingsPerRound = Arrays.stream(readings).sum();
        long millis = 0;
        for (int i = 0; i < delays.length; i++) {
            millis += readings[i] * delays[i];
        }
        millisPerRound = millis;
    }

    /** Milliseconds from the first reading, number 0, to the given one. */
    long offset(long number) {
        long millis = number / readingsPerRound * millisPerRound;
        long left = number % readingsPerRound;
        for (int i = 0; i < delays.length; i++) {
            long here = Math.min(left, readings[i]);
            millis += here * delays[i];
            left -= here;
        }
        return millis;
    }
}
