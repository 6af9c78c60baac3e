package com.nextbreakpoint.flink.core.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What differs between two trees: path → new value, null where something disappeared. */
final class Differences {
    private final Map<String, JsonNode> found = new TreeMap<>();

    private Differences() {}

    static Map<String, JsonNode> between(JsonNode before, JsonNode after) {
        var differences = new Differences();
        differences.walk("", before, after);
        return differences.found;
    }

    private void walk(String path, JsonNode before, JsonNode after) {
        if (before.isObject() && after.isObject()) {
            var names = new TreeSet<String>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> walk(join(path, name), before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                walk(join(path, "" + i), before.path(i), after.path(i));
            }
        } else if (after.isMissingNode()) {
            found.put(path, NullNode.instance);
        } else if (!before.equals(after)) {
            found.put(path, after);
        }
    }

    private static String join(String path, String name) {
        var escaped = name.replace("/", "~1");
        return path.isEmpty() ? escaped : path + "/" + escaped;
    }
}
