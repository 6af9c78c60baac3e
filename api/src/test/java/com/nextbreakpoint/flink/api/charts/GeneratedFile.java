package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;

/** A file of the project that is written by a test with -Dgenerate=true, else compared. */
final class GeneratedFile {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private GeneratedFile() {}

    static void isUpToDate(String path, String content) throws IOException {
        var file = PROJECT.resolve(path);
        if (Boolean.getBoolean("generate")) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, content);
        }
        assertThat(file).as("run make generate").exists();
        assertThat(firstDifference(Files.readString(file), content))
                .as("%s is not up to date: run make generate", path)
                .isEmpty();
    }

    /** The first line that is not as expected, or nothing. */
    private static String firstDifference(String actual, String expected) {
        if (actual.equals(expected)) {
            return "";
        }
        var line = Arrays.mismatch(actual.split("\n", -1), expected.split("\n", -1));
        return "line "
                + (line + 1)
                + ": "
                + actual.lines().skip(line).findFirst().orElse("is missing");
    }

    static String read(String path) throws IOException {
        return Files.readString(PROJECT.resolve(path));
    }
}
