package com.nextbreakpoint.flink.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of all commands that change something. */
final class Waiting {
    @Option(
            names = "--wait",
            arity = "0..1",
            fallbackValue = "300",
            description = "Wait until it is so, 300 seconds at most unless said")
    private @Nullable Integer seconds;

    /** How long to wait; null: not at all. */
    @Nullable Duration time() {
        if (seconds == null) {
            return null;
        }
        if (seconds < 1) {
            throw new BadOption("--wait must be at least 1 second, not %d".formatted(seconds));
        }
        return Duration.ofSeconds(seconds);
    }
}
