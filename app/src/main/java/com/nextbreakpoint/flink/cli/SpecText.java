package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/**
 * A specification as users give it: a file's path, {@code -} for stdin, or the JSON or YAML itself.
 * A whole resource is taken too, for its spec.
 */
final class SpecText {
    private SpecText() {}

    /** The spec of a resource of that kind; {@link BadOption} says which line is wrong. */
    static JsonNode read(String option, String value, String kind) {
        var text = text(option, value);
        var tree = parse(option, text);
        if (!tree.isObject()) {
            throw new BadOption(option + " must be an object: the fields of the specification");
        }
        if (!tree.has("kind")) {
            return tree;
        }
        if (!tree.path("kind").asText().equals(kind) || !tree.path("spec").isObject()) {
            throw new BadOption(
                    "%s must be a %s with a spec, not a %s"
                            .formatted(option, kind, tree.path("kind").asText()));
        }
        return tree.path("spec");
    }

    private static String text(String option, String value) {
        try {
            if (value.equals("-")) {
                return new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
            }
            if (isInline(value)) {
                return value;
            }
            return Files.readString(UserPath.of(value));
        } catch (IOException problem) {
            throw new BadOption(
                    "%s names the file %s, which cannot be read as a text"
                            .formatted(option, value));
        }
    }

    private static boolean isInline(String value) {
        return value.stripLeading().startsWith("{") || value.contains("\n") || value.contains(": ");
    }

    private static JsonNode parse(String option, String text) {
        ObjectMapper mapper =
                text.stripLeading().startsWith("{") ? new JsonMapper() : new YAMLMapper();
        try {
            return mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .readTree(text);
        } catch (JsonProcessingException problem) {
            var place = problem.getLocation();
            var cause = problem.getOriginalMessage().lines().findFirst().orElse("");
            throw new BadOption(
                    place == null
                            ? "%s: %s".formatted(option, cause)
                            : "%s: line %d, column %d: %s"
                                    .formatted(
                                            option, place.getLineNr(), place.getColumnNr(), cause));
        }
    }
}
