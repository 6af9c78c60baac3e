package com.nextbreakpoint.flink.jobs;

/** Writes the maximum of every sensor's readings over a sliding window. */
public final class ComputeMaximum {
    private ComputeMaximum() {}

    /**
     * Takes {@code --JOB_PARAMETERS <location of a file>} and {@code --OUTPUT_LOCATION <location of
     * a folder>}.
     */
    public static void main(String[] args) throws Exception {
        SensorJob.run(Measure.MAXIMUM, args);
    }
}
