package com.nextbreakpoint.flink.flink.fake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The answers of a real Flink, by the names of their files. */
public enum Recorded {
    V1_20("1.20"),
    V2_3("2.3");

    private static final Path ANSWERS = Path.of("src/test/resources/answers");
    private static final JsonMapper JSON = new JsonMapper();

    private final String version;

    Recorded(String version) {
        this.version = version;
    }

    public List<String> names() {
        try (var files = Files.list(ANSWERS.resolve(version))) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    public Misbehaviour.Instead answer(String name) {
        var recorded = read(name);
        return new Misbehaviour.Instead(
                recorded.path("status").asInt(), recorded.path("body").toString());
    }

    /** All that is text in the answer. */
    public List<String> texts(String name) {
        var texts = new ArrayList<String>();
        collect(read(name).path("body"), texts);
        return texts;
    }

    private static void collect(JsonNode node, List<String> texts) {
        if (node.isTextual()) texts.add(node.textValue());
        node.forEach(child -> collect(child, texts));
    }

    private JsonNode read(String name) {
        try {
            return JSON.readTree(ANSWERS.resolve(version).resolve(name + ".json").toFile());
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }
}
