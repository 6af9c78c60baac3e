package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server fills in, and what the records fill in for objects older than the schema. */
class DefaultsTest {
    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    static Stream<Path> valid() throws IOException {
        try (var files = Files.list(Path.of("src/test/resources/valid"))) {
            return files.toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("valid")
    void the_records_and_the_definitions_have_the_same_defaults(Path file) throws IOException {
        var resource = (ObjectNode) new YAMLMapper().readTree(Files.readString(file));
        var kind = kind(resource);
        var filledByRecords = read(resource, kind);
        var filledByServer = resource.deepCopy();
        fill(filledByServer, JSON.convertValue(kind.schema(), JsonNode.class));
        assertThat(read(filledByServer, kind)).isEqualTo(filledByRecords);
    }

    @ParameterizedTest
    @MethodSource("valid")
    void the_records_keep_all_that_users_write(Path file) throws IOException {
        var resource = (ObjectNode) new YAMLMapper().readTree(Files.readString(file));
        var kept = JSON.convertValue(read(resource, kind(resource)), JsonNode.class);
        leaves("", resource.path("spec"))
                .forEach(
                        path ->
                                assertThat(kept.at(path).asText())
                                        .as(path)
                                        .isEqualTo(resource.path("spec").at(path).asText()));
    }

    private static Crd kind(JsonNode resource) {
        var kind = resource.path("kind").asText();
        return Crd.ALL.stream().filter(crd -> crd.name().equals(kind)).findFirst().orElseThrow();
    }

    private static Object read(ObjectNode resource, Crd crd) {
        return ((CustomResource<?, ?>) JSON.convertValue(resource, crd.kind().getClass()))
                .getSpec();
    }

    /** Structural defaulting: absent and null members with a default get it, at every depth. */
    private static void fill(JsonNode value, JsonNode schema) {
        if (value instanceof ObjectNode object) {
            schema.path("properties")
                    .forEachEntry(
                            (name, property) -> {
                                if (property.has("default") && !object.hasNonNull(name)) {
                                    object.set(name, property.get("default").deepCopy());
                                }
                                fill(object.path(name), property);
                            });
        }
        value.valueStream()
                .filter(item -> value.isArray())
                .forEach(item -> fill(item, schema.path("items")));
    }

    private static Stream<String> leaves(String path, JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .flatMap(
                            member ->
                                    leaves(
                                            path + "/" + escape(member.getKey()),
                                            member.getValue()));
        }
        if (value.isArray()) {
            return Stream.iterate(0, i -> i < value.size(), i -> i + 1)
                    .flatMap(i -> leaves(path + "/" + i, value.get(i)));
        }
        return value.isNull() ? Stream.of() : Stream.of(path);
    }

    private static String escape(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }
}
