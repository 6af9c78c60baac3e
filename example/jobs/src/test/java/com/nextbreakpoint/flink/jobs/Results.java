package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;

/** The results that a job has written: the lines of its finished files. */
record Results(List<Path> files, List<JsonNode> lines) {
    static Results in(Path folder) throws IOException {
        var mapper = new ObjectMapper();
        var files = finished(folder);
        var lines = new ArrayList<JsonNode>();
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                lines.add(mapper.readTree(line));
            }
        }
        return new Results(files, lines);
    }

    /**
     * Those of a running job too: a file may be renamed, because it is finished, while it is looked
     * at.
     */
    private static List<Path> finished(Path folder) throws IOException {
        var found = new ArrayList<Path>();
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (file.getFileName().toString().startsWith("part-")) {
                            found.add(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw failure;
                    }
                });
        return found;
    }

    /** How many readings the results count, all together. */
    long readings() {
        return lines.stream().mapToLong(line -> line.get("readings").asLong()).sum();
    }

    /** Every sensor's results are numbered from 1 on: none is missing, none is doubled. */
    void requireExactlyOnce() {
        var bySensor = new TreeMap<String, List<Long>>();
        for (JsonNode line : lines) {
            bySensor.computeIfAbsent(line.get("sensor").asText(), sensor -> new ArrayList<>())
                    .add(line.get("number").asLong());
        }
        assertThat(bySensor).hasSize(Sensors.COUNT);
        bySensor.forEach(
                (sensor, numbers) -> {
                    var expected = LongStream.rangeClosed(1, numbers.size()).boxed().toList();
                    assertThat(numbers.stream().sorted())
                            .as(sensor)
                            .containsExactlyElementsOf(expected);
                });
    }
}
