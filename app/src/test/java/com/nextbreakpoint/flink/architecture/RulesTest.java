package com.nextbreakpoint.flink.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which tests hold the program to which rule: a test says so by a tag of the rule's name. */
@Tag("generated")
class RulesTest {
    private static final Path FILE = Sources.PROJECT.resolve("docs/reference/rules.md");
    private static final Pattern RULES =
            Pattern.compile("(?m)^\\* \\*\\*([A-Z]\\d\\.[a-z0-9-]+)\\*\\*");
    private static final Pattern TAGS = Pattern.compile("@Tag\\(\"([A-Z]\\d\\.[a-z0-9-]+)\"\\)");
    private static final Pattern TESTS =
            Pattern.compile(
                    "((?:[ ]*@Tag\\(\"[^\"]+\"\\)\\s+)+)(?:@[^;{}]*?\\s+)?(?:[\\w<>]+\\s+)?(?:void|Stream<DynamicTest>)\\s+([a-z0-9_]+)\\(");

    @Test
    void each_rule_has_a_test_and_the_list_is_up_to_date() throws IOException {
        var tests = tests();
        var rules = rules();
        assertThat(tests.keySet()).as("tags without a rule").isSubsetOf(rules);
        assertThat(rules).as("rules without a test").isSubsetOf(tests.keySet());
        var text = text(rules, tests);
        if (Boolean.getBoolean("generate")) Files.writeString(FILE, text);
        assertThat(FILE).as("run make generate").exists();
        assertThat(Files.readString(FILE)).as("run make generate").isEqualTo(text);
    }

    private static String text(Set<String> rules, Map<String, Set<String>> tests) {
        var rows =
                rules.stream()
                        .map(
                                rule ->
                                        "| %s | %s |\n"
                                                .formatted(
                                                        rule,
                                                        cell(tests.getOrDefault(rule, Set.of()))))
                        .collect(Collectors.joining());
        return """
        # Rules and their tests

        Generated from the tags of the tests: run `make generate`. The rules are those of [rules.md](../rules.md).

        | rule | tests |
        |---|---|
        %s"""
                .formatted(rows);
    }

    private static String cell(Set<String> tests) {
        return String.join("<br>", tests);
    }

    private static Set<String> rules() {
        return Sources.find(RULES, Sources.read("docs/rules.md"))
                .map(rule -> rule.group(1))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static Map<String, Set<String>> tests() {
        var tests = new TreeMap<String, Set<String>>();
        for (var file : Sources.tests()) {
            if (!file.toString().endsWith(".java")) continue;
            var name = file.getFileName().toString().replace(".java", "");
            Sources.find(TESTS, Sources.read(file))
                    .forEach(
                            test ->
                                    Sources.find(TAGS, test.group(1))
                                            .map(tag -> tag.group(1))
                                            .forEach(
                                                    tag ->
                                                            tests.computeIfAbsent(
                                                                            tag,
                                                                            any -> new TreeSet<>())
                                                                    .add(
                                                                            name
                                                                                    + "."
                                                                                    + test.group(
                                                                                            2))));
        }
        return tests;
    }
}
