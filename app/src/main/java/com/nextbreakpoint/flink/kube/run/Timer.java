package com.nextbreakpoint.flink.kube.run;

import java.time.Duration;

/** A clock that only goes forward, and can ring. */
interface Timer extends AutoCloseable {
    /** Nanoseconds since some moment. */
    long now();

    /** Rings once; the returned task calls it off. */
    Runnable after(Duration delay, Runnable ring);

    @Override
    void close();
}
