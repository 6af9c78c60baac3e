package com.nextbreakpoint.flink.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Examples in a folder of the test resources: what is observed in in-NAME.yaml, as a merge patch of
 * base.yaml, and what follows in out-NAME.yaml. With -Dgolden.write=true the latter are written
 * anew, to be read before they are committed.
 */
public record Golden(Path folder) {
    private static final String BASE = "base.yaml";

    public static Golden of(String folder) {
        return new Golden(Path.of("src/test/resources", folder));
    }

    /** One test for each example, and one that no file is left over. */
    public Stream<DynamicTest> tests(UnaryOperator<JsonNode> step) {
        var examples =
                names("in-").stream()
                        .map(name -> DynamicTest.dynamicTest(name, () -> check(name, step)));
        var leftOver = DynamicTest.dynamicTest("no file is left over", this::checkFiles);
        return Stream.concat(examples, Stream.of(leftOver));
    }

    public List<String> names(String prefix) {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.startsWith(prefix) && file.endsWith(".yaml"))
                    .map(file -> file.substring(prefix.length(), file.length() - 5))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What is observed in one example. */
    public JsonNode in(String name) {
        return merged(read(BASE), read("in-" + name + ".yaml"));
    }

    private void check(String name, UnaryOperator<JsonNode> step) throws IOException {
        var out = "out-" + name + ".yaml";
        var actual = Specs.YAML.writeValueAsString(step.apply(in(name)));
        if (Boolean.getBoolean("golden.write")) Files.writeString(folder.resolve(out), actual);
        assertThat(actual).isEqualTo(Files.readString(folder.resolve(out)));
    }

    private void checkFiles() throws IOException {
        assertThat(names("out-")).isEqualTo(names("in-"));
        try (var files = Files.list(folder)) {
            assertThat(files.count()).isEqualTo(2L * names("in-").size() + 1);
        }
    }

    private JsonNode read(String file) {
        try {
            var tree = Specs.tree(Files.readString(folder.resolve(file), UTF_8));
            return tree.isObject() ? tree : Specs.YAML.createObjectNode();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A JSON merge patch: objects are merged, null removes. */
    private static JsonNode merged(JsonNode base, JsonNode patch) {
        if (!(base instanceof ObjectNode before) || !patch.isObject()) return patch;
        var after = before.deepCopy();
        patch.properties()
                .forEach(
                        field -> {
                            if (field.getValue().isNull()) after.remove(field.getKey());
                            else
                                after.set(
                                        field.getKey(),
                                        merged(after.path(field.getKey()), field.getValue()));
                        });
        return after;
    }
}
