package com.nextbreakpoint.flink.jobs;

/**
 * What a window holds of the readings seen so far. Public fields and constructor: Flink stores it
 * as a POJO.
 */
public final class Partial {
    public long readings;

    /** Says nothing while there are no readings. */
    public double combined;

    public Partial() {}

    Partial(long readings, double combined) {
        this.readings = readings;
        this.combined = combined;
    }
}
