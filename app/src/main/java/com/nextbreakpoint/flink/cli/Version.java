package com.nextbreakpoint.flink.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the product, which the root pom says. */
final class Version {
    private Version() {}

    static String value() {
        var properties = new Properties();
        try (var resource = Version.class.getResourceAsStream("/version.properties")) {
            properties.load(resource);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
        return properties.getProperty("version", "unknown");
    }
}
