package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertThat(Files.readString(file))
                .as("%s is not up to date: run make generate", path)
                .isEqualTo(content);
    }

    static String read(String path) throws IOException {
        return Files.readString(PROJECT.resolve(path));
    }
}
