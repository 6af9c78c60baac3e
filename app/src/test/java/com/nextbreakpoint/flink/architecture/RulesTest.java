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

/**
 * Where each rule is carried out, as comments say, and which tests hold the program to it: a test
 * says so by a tag of the rule's name.
 */
@Tag("generated")
class RulesTest {
    private static final Path FOLDER = Sources.PROJECT.resolve("docs/reference");
    private static final Path FILE = FOLDER.resolve("rules.md");
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
        var text = text(rules, RulePlaces.places(), tests);
        if (Boolean.getBoolean("generate")) Files.writeString(FILE, text);
        assertThat(FILE).as("run make generate").exists();
        assertThat(Files.readString(FILE)).as("run make generate").isEqualTo(text);
    }

    @Test
    void each_rule_has_its_place_in_the_code_and_each_branch_its_rule() {
        var places = RulePlaces.places();
        assertThat(RulePlaces.mentioned()).as("names that are no rule's").isSubsetOf(rules());
        assertThat(rules()).as("rules without a place").isSubsetOf(places.keySet());
        assertThat(RulePlaces.unnamed()).as("branches without one rule's name").isEmpty();
    }

    private static String text(
            Set<String> rules, Map<String, Set<Path>> places, Map<String, Set<String>> tests) {
        var rows =
                rules.stream()
                        .map(
                                rule ->
                                        "| %s | %s | %s |\n"
                                                .formatted(
                                                        rule,
                                                        links(places.getOrDefault(rule, Set.of())),
                                                        cell(tests.getOrDefault(rule, Set.of()))))
                        .collect(Collectors.joining());
        return """
        # Rules, their code and their tests

        Generated from comments in the code and the tags of the tests: run `make generate`. The rules are those of
        [rules.md](../rules.md).

        | rule | code | tests |
        |---|---|---|
        %s"""
                .formatted(rows);
    }

    private static String links(Set<Path> files) {
        return files.stream()
                .map(file -> "[%s](%s)".formatted(name(file), FOLDER.relativize(file)))
                .collect(Collectors.joining("<br>"));
    }

    /** With its package where there are several of that name. */
    private static String name(Path file) {
        var name = file.getFileName().toString().replace(".java", "");
        var alone =
                Sources.mains().stream().filter(one -> one.endsWith(file.getFileName())).count()
                        == 1;
        return alone ? name : file.getName(file.getNameCount() - 2) + "." + name;
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
