package com.nextbreakpoint.flink.kube.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A timer whose hands are moved by a test. */
final class ManualTimer implements Timer {
    private final List<Bell> bells = new ArrayList<>();
    private long now;

    private record Bell(long at, Runnable ring) {}

    @Override
    public synchronized long now() {
        return now;
    }

    @Override
    public synchronized Runnable after(Duration delay, Runnable ring) {
        var bell = new Bell(now + delay.toNanos(), ring);
        bells.add(bell);
        return () -> cancel(bell);
    }

    @Override
    public void close() {}

    /** How long until each bell. */
    synchronized List<Duration> pending() {
        return bells.stream().map(bell -> Duration.ofNanos(bell.at - now)).sorted().toList();
    }

    void move(Duration time) {
        List<Bell> due;
        synchronized (this) {
            now += time.toNanos();
            due =
                    bells.stream()
                            .filter(bell -> bell.at <= now)
                            .sorted(Comparator.comparing(Bell::at))
                            .toList();
            bells.removeAll(due);
        }
        due.forEach(bell -> bell.ring.run());
    }

    private synchronized void cancel(Bell bell) {
        bells.remove(bell);
    }
}
