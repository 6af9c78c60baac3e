package com.nextbreakpoint.flink.jobs;

/** What is computed of the readings in a window. */
enum Measure {
    AVERAGE {
        @Override
        double combine(double one, double other) {
            return one + other;
        }

        @Override
        double value(double combined, long readings) {
            return combined / readings;
        }
    },
    MAXIMUM {
        @Override
        double combine(double one, double other) {
            return Math.max(one, other);
        }

        @Override
        double value(double combined, long readings) {
            return combined;
        }
    };

    /** Two partial results, or two temperatures, as one. */
    abstract double combine(double one, double other);

    /** The result of a window with at least one reading. */
    abstract double value(double combined, long readings);
}
