package com.nextbreakpoint.flink.jobs;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The lines {@code key: value} of one file, taken out key by key.
 *
 * <p>Blank lines and lines that start with {@code #} don't count. A key that is missing, unknown,
 * given twice or malformed becomes a {@link BadInput} that names the file and the key.
 */
final class Settings {
    private static final Pattern LINE = Pattern.compile("([a-z][a-z-]*)\\s*:\\s*(.*)");

    private final String file;
    private final Map<String, String> values;

    private Settings(String file, Map<String, String> values) {
        this.file = file;
        this.values = values;
    }

    static Settings parse(String file, String text) {
        var settings = new Settings(file, new LinkedHashMap<>());
        text.lines()
                .map(String::trim)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .forEach(settings::add);
        return settings;
    }

    private void add(String line) {
        var matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            throw bad("the line \"" + line + "\" must have the form \"key: value\"");
        }
        if (values.put(matcher.group(1), matcher.group(2)) != null) {
            throw bad(matcher.group(1) + " is given twice");
        }
    }

    /** Takes a text that is not empty. */
    String text(String key) {
        String value = values.remove(key);
        if (value == null || value.isEmpty()) {
            throw bad(key + " is missing");
        }
        return value;
    }

    /** Takes a whole number within a range, both ends included. */
    long number(String key, long least, long most) {
        return number(key, text(key), least, most);
    }

    /** Takes whole numbers that are separated by blanks, at least one. */
    long[] numbers(String key, long least, long most) {
        return Pattern.compile("\\s+")
                .splitAsStream(text(key))
                .mapToLong(value -> number(key, value, least, most))
                .toArray();
    }

    boolean flag(String key) {
        String value = text(key);
        if (!value.equals("true") && !value.equals("false")) {
            throw bad(key + " must be true or false, not " + value);
        }
        return value.equals("true");
    }

    /** To be called at the end: whatever was not taken is a key that nobody knows. */
    void requireNothingElse() {
        if (!values.isEmpty()) {
            throw bad("unknown key " + String.join(", ", new TreeSet<>(values.keySet())));
        }
    }

    BadInput bad(String what) {
        return new BadInput(file + ": " + what);
    }

    private long number(String key, String value, long least, long most) {
        try {
            long number = Long.parseLong(value);
            if (least <= number && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // is refused in the same words as a number out of range
        }
        String range =
                most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most;
        throw bad(key + " must be a whole number " + range + ", not " + value);
    }
}
