package com.nextbreakpoint.flink.testjobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Whether the files that {@link TestJob} wrote hold 1, 2, 3… up to some number, each once.
 *
 * <p>Files whose name starts with a dot or an underscore are not finished, and don't count: a crash
 * leaves some behind.
 */
public final class Verify {
    private static final int SHOWN = 10;

    /** How many different numbers there are. */
    public final long count;

    /** The greatest number; 0 when there is none. */
    public final long last;

    /** How many numbers between 1 and the last one are not there. */
    public final long missing;

    /** How many lines repeat a number of another line. */
    public final long doubled;

    private final List<String> examples = new ArrayList<>();

    private Verify(long[] sorted) {
        long before = 0;
        long gaps = 0;
        long repeats = 0;
        for (long number : sorted) {
            if (number == before) {
                repeats++;
                example(number + " is doubled");
            } else if (number != before + 1) {
                gaps += number - before - 1;
                example("nothing between " + before + " and " + number);
            }
            before = number;
        }
        count = sorted.length - repeats;
        last = before;
        missing = gaps;
        doubled = repeats;
    }

    private void example(String sentence) {
        if (examples.size() < SHOWN) {
            examples.add(sentence);
        }
    }

    /**
     * Looks at the content of files by their names, folders included or not, as a listing of an
     * object store gives them.
     *
     * @throws IllegalArgumentException when a line of a finished file is not a number from 1 on
     */
    public static Verify of(Map<String, String> contents) {
        return new Verify(
                contents.entrySet().stream()
                        .filter(file -> finished(file.getKey()))
                        .flatMapToLong(
                                file ->
                                        file.getValue()
                                                .lines()
                                                .mapToLong(line -> number(file.getKey(), line)))
                        .sorted()
                        .toArray());
    }

    /** Looks at all files in a folder and in the folders under it. */
    public static Verify of(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (var files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).collect(Collectors.toList())) {
                contents.put(file.toString(), Files.readString(file));
            }
        }
        return of(contents);
    }

    /**
     * Prints what the folder of its one argument holds; fails when that is not each number once.
     */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("Give one argument: the folder of the files");
        }
        System.out.println(of(Path.of(args[0])).requireExactlyOnce());
    }

    /**
     * Returns itself when there are numbers, from 1 on, none missing and none doubled; else throws
     * AssertionError.
     */
    public Verify requireExactlyOnce() {
        return require(missing == 0 && doubled == 0);
    }

    /**
     * Returns itself when there are numbers, from 1 on, none missing; else throws AssertionError.
     */
    public Verify requireNothingMissing() {
        return require(missing == 0);
    }

    private Verify require(boolean right) {
        if (!right || count == 0) {
            throw new AssertionError(toString());
        }
        return this;
    }

    @Override
    public String toString() {
        String summary =
                count
                        + " numbers up to "
                        + last
                        + ", "
                        + missing
                        + " missing, "
                        + doubled
                        + " doubled";
        return examples.isEmpty() ? summary : summary + ": " + String.join("; ", examples);
    }

    private static boolean finished(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return !name.startsWith(".") && !name.startsWith("_");
    }

    private static long number(String file, String line) {
        if (!line.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException(
                    file + " has a line that is not a number from 1 on: \"" + line + "\"");
        }
        return Long.parseLong(line);
    }
}
