package com.nextbreakpoint.flink.cli;

import java.nio.file.Path;

/** Paths as users type them: a leading {@code ~/} is the user's home. */
final class UserPath {
    private UserPath() {}

    static Path of(String text) {
        return text.startsWith("~/")
                ? Path.of(System.getProperty("user.home"), text.substring(2))
                : Path.of(text);
    }
}
