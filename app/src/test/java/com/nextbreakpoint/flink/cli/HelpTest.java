package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
    @ParameterizedTest
    @ValueSource(strings = {"flinkctl", "flinkctl-cluster-create"})
    void help_shows_each_line_of_the_manual_in_order(String name) throws IOException {
        var words = name.split("-", -1);
        words[0] = "--help";
        var help = Run.of(shifted(words));

        assertThat(help.exit()).isZero();
        assertThat(help.out().lines()).containsSubsequence(golden(name));
    }

    @Test
    void every_command_answers_to_both_forms_of_help() {
        assertHelp(Main.commandLine(name -> true));
    }

    private static void assertHelp(CommandLine command) {
        var words = command.getCommandSpec().qualifiedName().split(" ", -1);
        for (var option : List.of("-h", "--help")) {
            words[0] = option;
            var help = Run.of(shifted(words));
            assertThat(help.exit()).isZero();
            assertThat(help.out()).startsWith("Usage: " + command.getCommandSpec().qualifiedName());
            assertThat(help.err()).isEmpty();
        }
        command.getSubcommands().values().forEach(HelpTest::assertHelp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-V", "--version"})
    void the_version_is_that_of_the_project(String option) {
        assertThat(Run.of(option).out()).matches("flinkctl \\d+\\.\\d+\\.\\d+\\S*\\R");
    }

    @Test
    void completion_prints_a_script_that_knows_the_commands() {
        var script = Run.of("completion");

        assertThat(script.exit()).isZero();
        assertThat(script.out()).contains("taskmanagers", "--cluster-name", "complete -F");
    }

    /** The option behind the commands. */
    private static String[] shifted(String[] words) {
        var args = new String[words.length];
        System.arraycopy(words, 1, args, 0, words.length - 1);
        args[words.length - 1] = words[0];
        return args;
    }

    private static List<String> golden(String name) throws IOException {
        try (var file = HelpTest.class.getResourceAsStream("/help/" + name + ".txt")) {
            var text =
                    new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines().toList();
        }
    }
}
