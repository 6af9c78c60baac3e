package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;

/** Data as columns for people: a list by its items' plain members, an object by its paths. */
final class Table {
    private Table() {}

    static String of(JsonNode data) {
        if (data.isArray()) {
            return data.path(0).isObject() ? items(data) : values(data);
        }
        return data.isObject() ? members(data) : data.asText() + System.lineSeparator();
    }

    private static String values(JsonNode list) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("NAME"));
        list.forEach(item -> rows.add(List.of(item.asText())));
        return aligned(rows);
    }

    private static String items(JsonNode list) {
        var columns = new LinkedHashSet<String>();
        for (var item : list) {
            item.properties().stream()
                    .filter(member -> member.getValue().isValueNode())
                    .forEach(member -> columns.add(member.getKey()));
        }
        var rows = new ArrayList<List<String>>();
        rows.add(columns.stream().map(Table::header).toList());
        list.forEach(
                item -> rows.add(columns.stream().map(name -> item.path(name).asText()).toList()));
        return aligned(rows);
    }

    private static String members(JsonNode object) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("FIELD", "VALUE"));
        addMembers("", object, rows);
        return aligned(rows);
    }

    private static void addMembers(String prefix, JsonNode node, List<List<String>> rows) {
        if (node.isValueNode()) {
            rows.add(List.of(prefix, node.asText()));
            return;
        }
        var dot = prefix.isEmpty() ? "" : prefix + ".";
        node.properties()
                .forEach(member -> addMembers(dot + member.getKey(), member.getValue(), rows));
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                addMembers(prefix + "[" + i + "]", node.path(i), rows);
            }
        }
    }

    /** {@code slotsNumber} → {@code SLOTS-NUMBER}. */
    private static String header(String member) {
        return member.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toUpperCase(Locale.ROOT);
    }

    private static String aligned(List<List<String>> rows) {
        var text = new StringBuilder();
        for (var row : rows) {
            var line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                line.append(row.get(column))
                        .append(" ".repeat(width(rows, column) - row.get(column).length() + 3));
            }
            text.append(line.toString().stripTrailing()).append(System.lineSeparator());
        }
        return text.toString();
    }

    private static int width(List<List<String>> rows, int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }
}
