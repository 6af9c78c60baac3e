package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestorePathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"s3p://bucket/a", "file:/a", "file:///a b", "/a", "s3://b/chk-42/_metadata"})
    void a_uri_or_an_absolute_path_can_be_one(String path) {
        assertThat(RestorePath.problem("restore-from", path)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"savepoint-1", "a/b", "s3p:bucket/a", "://b/a", " /a", "latest", "~/a"})
    void anything_else_is_told_with_what_it_must_be(String path) {
        assertThat(RestorePath.problem("restore-from", path))
                .isEqualTo(
                        "restore-from must be a URI such as s3p://bucket/path, or absolute, not "
                                + path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void an_empty_one_is_told_as_such(String path) {
        assertThat(RestorePath.problem("--restore-from", path))
                .startsWith("--restore-from is empty: ");
    }

    @Test
    void what_is_told_is_one_line_and_not_too_long() {
        assertThat(RestorePath.problem("x", "a\nb")).endsWith("not a?b");
        assertThat(RestorePath.problem("x", "a".repeat(3000))).hasSizeLessThan(300);
        assertThat(RestorePath.problem("x", "/" + "a".repeat(4096)))
                .startsWith("x is longer than 4096 characters");
    }
}
