package com.nextbreakpoint.flink.kube.run;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The machine's timer, which no change of its time of day disturbs. */
final class SystemTimer implements Timer {
    private final ScheduledThreadPoolExecutor bells =
            new ScheduledThreadPoolExecutor(1, Thread.ofVirtual().name("timer").factory());

    SystemTimer() {
        bells.setRemoveOnCancelPolicy(true);
    }

    @Override
    public long now() {
        return System.nanoTime();
    }

    @Override
    public Runnable after(Duration delay, Runnable ring) {
        var bell = bells.schedule(ring, delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> bell.cancel(false);
    }

    @Override
    public void close() {
        bells.shutdownNow();
    }
}
