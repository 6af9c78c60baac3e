package com.nextbreakpoint.flink.e2e.manual;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Whether an output has the shape of the one that the manual shows. */
final class Shapes {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern HEADINGS = Pattern.compile("[A-Z]+(-[A-Z]+)*(\\s{2,}[A-Z-]+)*");
    private static final Pattern LOG =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d ");
    private static final Pattern VARYING =
            Pattern.compile("taskmanager-demo-[a-z0-9]+|\\b\\d+(\\.\\d+)?");

    private Shapes() {}

    /** What is missing in an output; empty when it is as shown. */
    static Optional<String> missing(Manual.Block shown, String printed) {
        return shown.language().equals("json")
                ? json(shown.text(), printed)
                : console(shown.lines(), printed);
    }

    private static Optional<String> console(List<String> shown, String printed) {
        if (HEADINGS.matcher(shown.getFirst()).matches()) {
            return table(shown, printed.lines().toList());
        }
        if (shown.getFirst().startsWith("Usage:")) {
            var stripped = printed.lines().map(String::stripTrailing).toList();
            return stripped.equals(shown) ? Optional.empty() : Optional.of("the same help");
        }
        var lines = printed.lines().map(Shapes::withoutValues).toList();
        return shown.stream().filter(line -> !lines.contains(withoutValues(line))).findFirst();
    }

    private static String withoutValues(String line) {
        return VARYING.matcher(LOG.matcher(line).replaceFirst("")).replaceAll("#");
    }

    /** The same columns, and a row. */
    private static Optional<String> table(List<String> shown, List<String> printed) {
        var columns = columns(shown.getFirst());
        int at = printed.stream().map(Shapes::columns).toList().indexOf(columns);
        if (at < 0) {
            return Optional.of("the columns " + columns);
        }
        return at + 1 < printed.size() ? Optional.empty() : Optional.of("a row");
    }

    private static List<String> columns(String line) {
        return List.of(line.strip().split("\\s{2,}"));
    }

    private static Optional<String> json(String shown, String printed) {
        try {
            return absent("", JSON.readTree(shown), JSON.readTree(printed)).stream().findFirst();
        } catch (JsonProcessingException e) {
            return Optional.of("JSON: " + e.getMessage());
        }
    }

    /** The members of the first that the second has not, or has as another type. */
    private static List<String> absent(String path, JsonNode shown, JsonNode printed) {
        if (shown.getNodeType() != printed.getNodeType()) {
            return List.of(path + " as " + shown.getNodeType());
        }
        var absent = new ArrayList<String>();
        for (var member : shown.properties()) {
            absent.addAll(
                    absent(
                            path + "/" + member.getKey(),
                            member.getValue(),
                            printed.path(member.getKey())));
        }
        if (shown.isArray() && !shown.isEmpty()) {
            absent.addAll(absent(path + "/0", shown.path(0), printed.path(0)));
        }
        return absent;
    }
}
