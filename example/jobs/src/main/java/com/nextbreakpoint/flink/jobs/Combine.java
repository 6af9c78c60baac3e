package com.nextbreakpoint.flink.jobs;

import org.apache.flink.api.common.functions.AggregateFunction;

/** Keeps one partial result per window instead of its readings. */
final class Combine implements AggregateFunction<Reading, Partial, Partial> {
    private static final long serialVersionUID = 1;

    private final Measure measure;

    Combine(Measure measure) {
        this.measure = measure;
    }

    @Override
    public Partial createAccumulator() {
        return new Partial();
    }

    @Override
    public Partial add(Reading reading, Partial partial) {
        return merge(new Partial(1, reading.temperature), partial);
    }

    @Override
    public Partial getResult(Partial partial) {
        return partial;
    }

    @Override
    public Partial merge(Partial one, Partial other) {
        if (one.readings == 0) {
            return other;
        }
        if (other.readings == 0) {
            return one;
        }
        return new Partial(
                one.readings + other.readings, measure.combine(one.combined, other.combined));
    }
}
