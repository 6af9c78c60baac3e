package com.nextbreakpoint.flink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The list of faults and the tests that guard against them. */
class FaultsTest {
    /** The name of a test method, or of an example that is run as a test. */
    private static final Pattern NAMES = Pattern.compile("(?:void |^in-)((?:f\\d\\d[a-z]?[_-])+)");

    private static final Pattern NUMBERS = Pattern.compile("f(\\d\\d[a-z]?)");
    private static final Pattern ROWS = Pattern.compile("(?m)^\\| (\\d+)([a-z]?) \\|");

    @Test
    void each_fault_of_the_list_has_a_test_and_each_such_test_a_fault() {
        assertThat(tested()).hasSizeGreaterThan(30).isEqualTo(listed());
    }

    private static Set<String> listed() {
        return Sources.find(ROWS, Sources.read("docs/reference/faults.md"))
                .map(row -> "%02d%s".formatted(Integer.parseInt(row.group(1)), row.group(2)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> tested() {
        return Sources.tests().stream()
                .flatMap(
                        file ->
                                file.toString().endsWith(".java")
                                        ? Stream.of(Sources.read(file))
                                        : Stream.of(file.getFileName().toString()))
                .flatMap(text -> Sources.find(NAMES, text))
                .flatMap(name -> Sources.find(NUMBERS, name.group(1)))
                .map(number -> number.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
