package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;

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

    private static List<Path> finished(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
        }
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
