package com.nextbreakpoint.flink.jobs;

import java.util.Map;
import java.util.TreeMap;

/** The text of a parameters file that is right, with some keys changed. */
final class Parameters {
    private static final Map<String, String> RIGHT =
            Map.ofEntries(
                    Map.entry("rest-port", "0"),
                    Map.entry("source-delay-array", "1"),
                    Map.entry("source-delay-interval", "1000"),
                    Map.entry("source-limit", "1000"),
                    Map.entry("console-verbosity", "0"),
                    Map.entry("job-name", "test"),
                    Map.entry("disable-chaining", "false"),
                    Map.entry("checkpoint-interval", "100"),
                    Map.entry("window-size", "100"),
                    Map.entry("window-slide", "50"),
                    Map.entry("max-out-of-orderness", "20"),
                    Map.entry("bucket-check-interval", "1000"),
                    Map.entry("bucket-rollover-interval", "60000"),
                    Map.entry("bucket-inactivity-interval", "60000"),
                    Map.entry("bucket-output-path", "/output"),
                    Map.entry("partitions", "8"));

    private Parameters() {}

    static String text(Map<String, String> changes) {
        var all = new TreeMap<>(RIGHT);
        all.putAll(changes);
        var text = new StringBuilder("# a comment\n\n");
        all.forEach((key, value) -> text.append(key).append(": ").append(value).append('\n'));
        return text.toString();
    }

    static String without(String key) {
        return text(Map.of()).replaceAll("(?m)^" + key + ":.*\n", "");
    }

    static JobParameters of(Map<String, String> changes) {
        return JobParameters.parse("test.conf", text(changes));
    }
}
