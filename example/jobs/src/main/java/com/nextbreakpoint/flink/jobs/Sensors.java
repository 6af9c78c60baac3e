package com.nextbreakpoint.flink.jobs;

import java.io.Serializable;
import java.util.Locale;
import java.util.SplittableRandom;

/** The sensors: what they measure, as a function of the reading's number alone. */
final class Sensors implements Serializable {
    private static final long serialVersionUID = 1;

    static final int COUNT = 16;

    private static final long SWING = 600_000;

    private final Schedule schedule;
    private final long maxLateness;

    /**
     * Times in milliseconds; the readings come up to maxLateness behind their place in the order of
     * time.
     */
    Sensors(Schedule schedule, long maxLateness) {
        this.schedule = schedule;
        this.maxLateness = maxLateness;
    }

    /** When the reading, counted from 0, arrives, where the first one arrives at the origin. */
    long arrival(long number, long origin) {
        return origin + schedule.offset(number);
    }

    /** Never later than its arrival, and behind it by maxLateness at most. */
    Reading reading(long number, long origin) {
        var random = new SplittableRandom(number);
        int sensor = (int) (number % COUNT);
        long time = arrival(number, origin) - random.nextLong(maxLateness + 1);
        double swing = 5 * Math.sin(2 * Math.PI * (time % SWING) / SWING);
        double temperature = 15 + sensor + swing + random.nextDouble();
        return new Reading(
                String.format(Locale.ROOT, "sensor-%02d", sensor + 1), time, temperature);
    }
}
