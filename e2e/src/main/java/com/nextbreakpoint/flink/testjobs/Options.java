package com.nextbreakpoint.flink.testjobs;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The program's arguments: pairs {@code --name value}, of which only {@code --flink} may come more
 * than once.
 */
final class Options {
    private static final List<String> NAMES =
            List.of(
                    "--mode",
                    "--job-name",
                    "--output",
                    "--limit",
                    "--throttle",
                    "--checkpoint-interval",
                    "--after",
                    "--delay",
                    "--message",
                    "--flink");

    private final Map<String, String> values = new HashMap<>();
    private final Configuration flink = new Configuration();

    private Options() {}

    /**
     * Throws IllegalArgumentException for a name that is unknown, given twice or without a value
     * after it.
     */
    static Options parse(String... args) {
        var options = new Options();
        for (int i = 0; i < args.length; i += 2) {
            if (!NAMES.contains(args[i])) {
                throw new IllegalArgumentException(
                        "Unknown option " + args[i] + ", known are " + NAMES);
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(
                        "The option " + args[i] + " needs a value after it");
            }
            options.add(args[i], args[i + 1]);
        }
        return options;
    }

    private void add(String name, String value) {
        if (name.equals("--flink")) {
            addFlink(value);
        } else if (values.put(name, value) != null) {
            throw new IllegalArgumentException("The option " + name + " is given twice");
        }
    }

    private void addFlink(String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException(
                    "The option --flink must be key=value, not " + value);
        }
        flink.setString(value.substring(0, equals), value.substring(equals + 1));
    }

    /** {@code --mode}: what the job does, see {@link Mode}; verify when absent. */
    String mode() {
        return values.getOrDefault("--mode", "verify");
    }

    /** {@code --job-name}: as Flink shows it; the mode's name when absent. */
    String jobName() {
        return values.getOrDefault("--job-name", mode());
    }

    /**
     * {@code --output}: the folder of the results, a location that Flink can write; null = nowhere.
     */
    @Nullable String output() {
        return values.get("--output");
    }

    /** {@code --limit}: the last number, after which the job is finished; endless when absent. */
    long limit() {
        return number("--limit", Long.MAX_VALUE - 1);
    }

    /**
     * {@code --throttle}: milliseconds between two numbers; 10 when absent, 0 = as fast as it goes.
     */
    Duration throttle() {
        return Duration.ofMillis(number("--throttle", 10));
    }

    /** {@code --checkpoint-interval}: milliseconds; 1000 when absent, 0 = no checkpoints. */
    Duration checkpointInterval() {
        return Duration.ofMillis(number("--checkpoint-interval", 1000));
    }

    /** {@code --after}: the number from which on something happens; 1 when absent. */
    long after() {
        return number("--after", 1);
    }

    /**
     * {@code --delay}: milliseconds that something takes, or that pass before it; 5000 when absent.
     */
    Duration delay() {
        return Duration.ofMillis(number("--delay", 5000));
    }

    /** {@code --message}: what an exception says. */
    String message() {
        return values.getOrDefault("--message", "The test wants this to fail");
    }

    /** {@code --flink key=value}: options of Flink for this job, such as its restart strategy. */
    Configuration flink() {
        return flink;
    }

    private long number(String name, long otherwise) {
        String value = values.get(name);
        return value == null ? otherwise : Long.parseLong(value);
    }
}
