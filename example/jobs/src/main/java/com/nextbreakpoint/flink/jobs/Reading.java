package com.nextbreakpoint.flink.jobs;

import java.time.Instant;

/**
 * What one sensor measured at one moment. Public fields and constructor: Flink stores it as a POJO.
 */
public final class Reading {
    public String sensor = "";

    /** Event time, milliseconds since 1970. */
    public long time;

    /** Degrees Celsius. */
    public double temperature;

    public Reading() {}

    Reading(String sensor, long time, double temperature) {
        this.sensor = sensor;
        this.time = time;
        this.temperature = temperature;
    }

    @Override
    public String toString() {
        return sensor + " " + Instant.ofEpochMilli(time) + " " + temperature;
    }
}
