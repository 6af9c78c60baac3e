package com.nextbreakpoint.flink.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The project's own files, as texts. */
final class Sources {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final List<String> MODULES =
            List.of("api", "core", "probe", "app", "example/jobs", "e2e");

    private Sources() {}

    /** All files of what is delivered, in the order of their names. */
    static List<Path> mains() {
        return Stream.of("api", "core", "probe", "app")
                .map(module -> PROJECT.resolve(module).resolve("src/main/java"))
                .flatMap(Sources::walk)
                .sorted()
                .toList();
    }

    /** All files of tests, in all modules, in the order of their names. */
    static List<Path> tests() {
        return MODULES.stream()
                .map(module -> PROJECT.resolve(module).resolve("src/test"))
                .flatMap(Sources::walk)
                .sorted()
                .toList();
    }

    private static Stream<Path> walk(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).toList().stream();
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    static String read(String path) {
        return read(PROJECT.resolve(path));
    }

    static Stream<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList().stream();
    }
}
