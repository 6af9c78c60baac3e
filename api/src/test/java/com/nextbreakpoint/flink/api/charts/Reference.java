package com.nextbreakpoint.flink.api.charts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of all fields, in Markdown. */
final class Reference {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Where a FlinkDeployment holds what other kinds describe. */
    private static final Map<String, String> DESCRIBED_ELSEWHERE =
            Map.of("cluster", "FlinkCluster", "jobs[].spec", "FlinkJob");

    private Reference() {}

    static String text() {
        return """
        # Custom resources

        Generated from the records of the module api: change those, then run `make generate`.

        The kinds belong to the group `nextbreakpoint.com`, version `v1`, and to the category `flink`: \
        `kubectl get flink` lists them all.
        A field marked with * is required; where it has a default it may be left out nevertheless. \
        Fields with `(Kubernetes: Type)` are taken and passed on as Kubernetes defines them.
        """
                + Crd.ALL.stream().map(Reference::kind).collect(Collectors.joining());
    }

    private static String kind(Crd crd) {
        JsonNode schema = JSON.valueToTree(crd.schema());
        var lines = new ArrayList<String>();
        lines.add("\n## " + crd.name() + "\n");
        lines.add(schema.path("description").asText() + "\n");
        lines.add("Columns of `kubectl get`: " + columns(crd) + ".\n");
        for (var section : List.of("spec", "status")) {
            var properties = schema.at("/properties/" + section);
            lines.add("### " + crd.name() + "." + section + "\n");
            lines.add("| field | type | default | limits | |");
            lines.add("|---|---|---|---|---|");
            rows("", properties).forEach(lines::add);
            lines.add("");
        }
        lines.add("### Rules of " + crd.name() + "\n");
        rules("", schema).distinct().map(rule -> "* " + rule).forEach(lines::add);
        return String.join("\n", lines) + "\n";
    }

    private static String columns(Crd crd) {
        return crd.columns().stream()
                .map(
                        column ->
                                column.get("name")
                                        + (column.containsKey("priority") ? " (wide)" : ""))
                .collect(Collectors.joining(", "));
    }

    private static Stream<String> rows(String prefix, JsonNode object) {
        return object.path("properties").properties().stream()
                .flatMap(
                        property -> {
                            var path = prefix + property.getKey();
                            var required =
                                    names(object.path("required")).contains(property.getKey());
                            var row = row(path + (required ? "*" : ""), property.getValue(), path);
                            return Stream.concat(
                                    Stream.of(row), children(path, property.getValue()));
                        });
    }

    private static Stream<String> children(String path, JsonNode schema) {
        if (DESCRIBED_ELSEWHERE.containsKey(path)) {
            return Stream.of();
        }
        return Stream.concat(rows(path + ".", schema), rows(path + "[].", schema.path("items")));
    }

    private static String row(String name, JsonNode schema, String path) {
        var elsewhere = DESCRIBED_ELSEWHERE.get(path);
        var description =
                schema.path("description").asText()
                        + (elsewhere == null ? "" : " See " + elsewhere + ".spec.");
        var byDefault = schema.has("default") ? "`" + plain(schema.path("default")) + "`" : "";
        return "| %s | %s | %s | %s | %s |"
                .formatted(name, type(schema), byDefault, limits(schema), escape(description));
    }

    private static String type(JsonNode schema) {
        if (schema.has("items")) {
            return "list of " + type(schema.path("items"));
        }
        if (schema.has("additionalProperties")) {
            return "map of " + type(schema.path("additionalProperties"));
        }
        var isDate = schema.path("format").asText().equals("date-time");
        return isDate ? "date-time" : schema.path("type").asText();
    }

    private static String limits(JsonNode schema) {
        var limits = new ArrayList<String>();
        if (schema.has("enum")) {
            limits.add(
                    names(schema.path("enum")).stream()
                            .map(word -> word.isEmpty() ? "empty" : word)
                            .collect(Collectors.joining(", ")));
        }
        schema.properties().stream()
                .filter(
                        entry ->
                                entry.getKey()
                                        .matches("minimum|maximum|minLength|maxLength|maxItems"))
                .map(entry -> entry.getKey() + " " + entry.getValue().asText())
                .forEach(limits::add);
        return String.join(", ", limits);
    }

    private static Stream<String> rules(String path, JsonNode schema) {
        var own = schema.path("x-kubernetes-validations").findValuesAsText("message").stream();
        var children =
                schema.path("properties").properties().stream()
                        .filter(entry -> !DESCRIBED_ELSEWHERE.containsKey(path + entry.getKey()))
                        .flatMap(entry -> rules(join(path, entry.getKey()), entry.getValue()));
        var items =
                schema.has("items")
                        ? rules(path + "[].", schema.path("items"))
                        : Stream.<String>of();
        return Stream.of(own.map(Reference::escape), children, items).flatMap(stream -> stream);
    }

    private static String join(String path, String name) {
        return path.isEmpty() && name.equals("spec") ? "" : path + name;
    }

    private static List<String> names(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }

    private static String plain(JsonNode value) {
        return value.isTextual() ? value.asText() : value.toString();
    }

    private static String escape(String text) {
        return text.replace("<", "&lt;").replace("|", "\\|");
    }
}
