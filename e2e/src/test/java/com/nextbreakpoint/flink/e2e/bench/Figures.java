package com.nextbreakpoint.flink.e2e.bench;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What is made of many measured values. */
final class Figures {
    private static final double MILLIS = 1000;

    private Figures() {}

    /** A moment, in seconds since the first one, and what was measured then. */
    record Sample(double seconds, double value) {}

    /**
     * The smallest value that so many of all do not exceed; zero of none.
     *
     * @param share from 0 to 1
     */
    static Duration percentile(List<Duration> times, double share) {
        if (times.isEmpty()) return Duration.ZERO;
        var sorted = times.stream().sorted().toList();
        return sorted.get(Math.max(0, (int) Math.ceil(share * sorted.size()) - 1));
    }

    /** The slope of the straight line nearest to the samples, per minute. */
    static double slopePerMinute(List<Sample> samples) {
        double meanTime = samples.stream().mapToDouble(Sample::seconds).average().orElse(0);
        double meanValue = samples.stream().mapToDouble(Sample::value).average().orElse(0);
        double above = 0;
        double below = 0;
        for (var one : samples) {
            above += (one.seconds - meanTime) * (one.value - meanValue);
            below += (one.seconds - meanTime) * (one.seconds - meanTime);
        }
        return below == 0 ? 0 : Duration.ofMinutes(1).toSeconds() * above / below;
    }

    static double seconds(Duration time) {
        return time.toMillis() / MILLIS;
    }

    /** As {@code 0.12 s}. */
    static String text(Duration time) {
        return text(seconds(time)) + " s";
    }

    static String text(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** As {@code 0.10/0.25 s (20)}: the median, the 95th percentile, and of how many. */
    static String spread(List<Duration> times) {
        return "%s/%s s (%d)"
                .formatted(
                        text(seconds(percentile(times, 0.5))),
                        text(seconds(percentile(times, 0.95))),
                        times.size());
    }

    static boolean within(List<Duration> times, double median, double p95) {
        return !times.isEmpty()
                && seconds(percentile(times, 0.5)) <= median
                && seconds(percentile(times, 0.95)) <= p95;
    }
}
