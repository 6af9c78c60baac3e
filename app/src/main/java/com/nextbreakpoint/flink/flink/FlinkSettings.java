package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Layout;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a JobManager's settings mean for us.
 *
 * @param process tells this JobManager process from all others, "" when it does not say
 * @param heartbeatTimeout after which Flink takes a silent process for dead
 * @param cacheAge how old the details of a job may be that it answers with
 * @param layout where jobs keep their checkpoints that do not say so themselves
 */
record FlinkSettings(String process, Duration heartbeatTimeout, Duration cacheAge, Layout layout) {
    private static final Duration DEFAULT_CACHE_AGE = Duration.ofSeconds(3);

    private static final List<String> DIRECTORIES =
            List.of(
                    "execution.checkpointing.dir",
                    "state.checkpoints.dir",
                    "state.backend.fs.checkpointdir");
    private static final List<String> SUBDIRECTORIES =
            List.of("execution.checkpointing.create-subdir", "state.checkpoints.create-subdir");

    static final FlinkSettings UNKNOWN =
            new FlinkSettings(
                    "", FlinkView.DEFAULT_HEARTBEAT_TIMEOUT, DEFAULT_CACHE_AGE, Layout.NONE);

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,15})\\s*([a-zµ]*)");

    /** From GET /jobmanager/config, which tells only what differs from the defaults. */
    static FlinkSettings of(Map<String, String> configuration) {
        var refresh = duration(configuration.get("web.refresh-interval")).orElse(DEFAULT_CACHE_AGE);
        var checkpoints =
                duration(configuration.get("rest.cache.checkpoint-statistics.timeout"))
                        .orElse(refresh);
        return new FlinkSettings(
                configuration.getOrDefault(FlinkClient.PROCESS, ""),
                duration(configuration.get("heartbeat.timeout"))
                        .orElse(FlinkView.DEFAULT_HEARTBEAT_TIMEOUT),
                refresh.compareTo(checkpoints) > 0 ? refresh : checkpoints,
                layout(configuration));
    }

    /** By the names of today, which win, or by those of old, which still hold. */
    private static Layout layout(Map<String, String> configuration) {
        var perJob = first(configuration, "true", SUBDIRECTORIES);
        return new Layout(
                first(configuration, "", DIRECTORIES), !perJob.strip().equalsIgnoreCase("false"));
    }

    private static String first(
            Map<String, String> configuration, String otherwise, List<String> names) {
        return names.stream()
                .filter(configuration::containsKey)
                .findFirst()
                .map(configuration::get)
                .orElse(otherwise);
    }

    /** Flink's notations: {@code 50 s}, {@code 5min}, {@code 5000} (milliseconds), {@code PT5S}. */
    static Optional<Duration> duration(@Nullable String text) {
        if (text == null) {
            return Optional.empty();
        }
        var amount = AMOUNT.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (amount.matches()) {
            return unit(amount.group(2))
                    .map(one -> one.multipliedBy(Long.parseLong(amount.group(1))));
        }
        try {
            return Optional.of(Duration.parse(text.strip()));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> unit(String name) {
        return switch (name) {
            case "d", "day", "days" -> Optional.of(Duration.ofDays(1));
            case "h", "hour", "hours" -> Optional.of(Duration.ofHours(1));
            case "m", "min", "minute", "minutes" -> Optional.of(Duration.ofMinutes(1));
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(Duration.ofSeconds(1));
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" ->
                    Optional.of(Duration.ofMillis(1));
            case "µs", "micro", "micros", "microsecond", "microseconds" ->
                    Optional.of(Duration.ofNanos(1000));
            case "ns", "nano", "nanos", "nanosecond", "nanoseconds" ->
                    Optional.of(Duration.ofNanos(1));
            default -> Optional.empty();
        };
    }
}
