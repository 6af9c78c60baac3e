package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.flink.FlinkUnavailable.Reach;
import java.time.Duration;
import java.util.function.Supplier;

/** The time that several calls share; measured by a clock that cannot jump. */
record Deadline(long nanos) {
    static Deadline after(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos());
    }

    Duration left() {
        return Duration.ofNanos(nanos - System.nanoTime());
    }

    boolean isOver() {
        return left().toMillis() <= 0;
    }

    /** For each call at most {@code most}; the call after the end fails. */
    Supplier<Duration> each(Duration most) {
        return () -> {
            if (isOver()) {
                throw new FlinkUnavailable(Reach.UNSENT, "the time for asking Flink is over");
            }
            var left = left();
            return left.compareTo(most) < 0 ? left : most;
        };
    }
}
