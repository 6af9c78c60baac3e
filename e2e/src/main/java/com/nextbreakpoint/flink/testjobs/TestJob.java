package com.nextbreakpoint.flink.testjobs;

import java.util.Arrays;
import java.util.Locale;

/**
 * One job, many behaviours: {@code --mode} chooses one of {@link Mode}, in lower case.
 *
 * <p>The options are those of {@link Options}.
 */
public final class TestJob {
    private TestJob() {}

    public static void main(String[] args) throws Exception {
        Options options = Options.parse(args);
        mode(options.mode()).run(options);
    }

    private static Mode mode(String name) {
        return Arrays.stream(Mode.values())
                .filter(mode -> mode.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Unknown mode " + name));
    }
}
