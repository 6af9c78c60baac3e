package com.nextbreakpoint.flink.core;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What docs/reference/reasons.md says that users see. */
public final class ReasonsTable {
    public static final Path FILE = Path.of("../docs/reference/reasons.md");

    /** Stands for the part of a message that differs from case to case. */
    public static final String DETAIL = "…";

    private ReasonsTable() {}

    /** The messages of a kind of resource, by the names of the reasons. */
    public static Map<String, String> messages(String kind) {
        var messages = new TreeMap<String, String>();
        var section = text().split("\n## ", -1);
        for (var part : section) {
            if (!part.startsWith(kind + "\n")) continue;
            part.lines()
                    .map(line -> line.split(" *\\| *", -1))
                    .filter(cells -> cells.length > 5)
                    .forEach(cells -> messages.put(cells[1], cells[3]));
        }
        return messages;
    }

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
