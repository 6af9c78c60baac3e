package com.nextbreakpoint.flink.testjobs;

import org.apache.flink.api.common.functions.MapFunction;

/** Throws at one number and at all greater ones. */
final class FailAfter implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    private final long first;
    private final String message;

    FailAfter(long first, String message) {
        this.first = first;
        this.message = message;
    }

    @Override
    public Long map(Long number) {
        if (number >= first) {
            throw new IllegalStateException(message);
        }
        return number;
    }
}
