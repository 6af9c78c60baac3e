package com.nextbreakpoint.flink.api.charts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the comments of the records' sources, which are the descriptions of the schema. */
final class Comments {
    private static final Path SOURCES = Path.of("src/main/java");

    private Comments() {}

    /** The text of each {@code @param} in the comment of a record. */
    static Map<String, String> ofComponents(Class<?> type) {
        var texts = new LinkedHashMap<String, String>();
        var comment = commentBefore(source(type), "record " + type.getSimpleName() + "(");
        Arrays.stream(comment.split("@param "))
                .skip(1)
                .map(param -> param.split(" ", 2))
                .forEach(nameAndText -> texts.put(nameAndText[0], sentence(nameAndText[1])));
        return texts;
    }

    /** The comment of a type without its params. */
    static String ofRecord(Class<?> type) {
        var comment = commentBefore(source(type), "record " + type.getSimpleName() + "(");
        return sentence(comment.split("@param", 2)[0]);
    }

    /** The comment of a method of an interface. */
    static String ofMethod(Class<?> type, String method) {
        return sentence(commentBefore(source(type), " " + method + "();"));
    }

    private static String commentBefore(String source, String declaration) {
        int end = source.indexOf(declaration);
        int start = source.lastIndexOf("/**", end);
        if (end < 0 || start < 0) {
            throw new IllegalStateException("write a comment before " + declaration);
        }
        return source.substring(start + 3, source.indexOf("*/", start));
    }

    private static String sentence(String comment) {
        var text =
                comment.replaceAll("\\n\\s*\\* ?", " ")
                        .replaceAll("\\s+", " ")
                        .replaceAll("\\{@\\w+ ([^}]*)}", "$1")
                        .strip();
        var end = text.endsWith(".") || text.isEmpty() ? "" : ".";
        return text.isEmpty()
                ? ""
                : Character.toUpperCase(text.charAt(0)) + text.substring(1) + end;
    }

    private static String source(Class<?> type) {
        var outermost = type;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        try {
            return Files.readString(
                    SOURCES.resolve(outermost.getName().replace('.', '/') + ".java"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
