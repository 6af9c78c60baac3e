package com.nextbreakpoint.flink.testjobs;

import java.time.Duration;
import org.apache.flink.api.common.functions.MapFunction;

/** Lets a number pass, then a while nothing. */
final class Throttle implements MapFunction<Long, Long> {
    private static final long serialVersionUID = 1;

    private final Duration pause;

    Throttle(Duration pause) {
        this.pause = pause;
    }

    @Override
    public Long map(Long number) throws InterruptedException {
        Thread.sleep(pause.toMillis());
        return number;
    }
}
