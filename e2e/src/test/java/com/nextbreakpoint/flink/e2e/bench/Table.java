package com.nextbreakpoint.flink.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What was measured, each line of it as soon as it is known. */
final class Table {
    private static final String UNMEASURED = "could not be measured";
    private static final int MEGABYTE_IN_KILOBYTES = 1024;

    private final List<Row> rows = new ArrayList<>();
    private final String loadBefore = load();

    /**
     * A figure.
     *
     * @param aim what it should be, "" when that was not said
     * @param how it was taken
     */
    private record Row(String figure, String aim, String measured, String met, String how) {
        @Override
        public String toString() {
            return "| %s | %s | %s | %s | %s |".formatted(figure, aim, measured, met, how);
        }
    }

    void add(String figure, String aim, String measured, boolean met, String how) {
        add(new Row(figure, aim, measured, met ? "yes" : "NO", how));
    }

    /** A figure without an aim. */
    void add(String figure, String measured, String how) {
        add(new Row(figure, "", measured, "", how));
    }

    private void add(Row row) {
        rows.add(row);
        say(row.toString());
    }

    /** What went wrong instead. */
    void failed(String figure, Throwable failure) {
        var message = String.valueOf(failure.getMessage()).replaceAll("\\s+", " ");
        add(figure, "", UNMEASURED, false, message);
    }

    /** The figures that are missing. */
    List<String> unmeasured() {
        return rows.stream()
                .filter(row -> row.measured.equals(UNMEASURED))
                .map(Row::figure)
                .toList();
    }

    static void say(String line) {
        System.out.printf("%s  %s%n", Instant.now().truncatedTo(ChronoUnit.SECONDS), line);
    }

    /** All of it, with where it was measured and of what. */
    String text(Plan plan, String limit) {
        var text = new StringBuilder();
        text.append("Commit %s; %s; ".formatted(plan.commit(), machine()));
        text.append("load average %s before and %s after. ".formatted(loadBefore, load()));
        text.append("The operator's limit is %s".formatted(limit));
        var options = System.getenv().getOrDefault("FLINKCTL_JAVA_OPTS", "");
        text.append(options.isEmpty() ? "" : ", with options that users do not have: " + options);
        text.append(".\n\n");
        text.append("| figure | aim | measured | met | how |\n|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(row).append('\n'));
        return text.toString();
    }

    /** Of the last minute: with more than there are processors, times say little. */
    private static String load() {
        try {
            return Files.readString(Path.of("/proc/loadavg")).replaceFirst(" .*", "").strip();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String machine() {
        return "%d processors (%s), %d MB of memory, Linux %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        first("/proc/cpuinfo", "model name"),
                        Long.parseLong(first("/proc/meminfo", "MemTotal").replaceAll("\\D", ""))
                                / MEGABYTE_IN_KILOBYTES,
                        System.getProperty("os.version"));
    }

    private static String first(String file, String key) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(key))
                    .findFirst()
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .orElse("unknown");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
