package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BootstrapFlagsTest {
    private static final List<String> ARGUMENTS =
            List.of(
                    "--message",
                    "",
                    "--job-name",
                    "--help",
                    "a b",
                    "'a' \"b\"",
                    "@file",
                    "next\nline");

    @Test
    void a_jobs_arguments_are_its_own_whatever_options_there_are_of_ours() {
        var given =
                Stream.of(
                        "bootstrap",
                        "run",
                        "--cluster-name=demo",
                        "--job-name=job",
                        "--jar-path=/a.jar",
                        "--class-name=Main");
        var arguments = ARGUMENTS.stream().map(one -> "--argument=" + one);
        var parsed =
                Main.commandLine(_ -> true)
                        .parseArgs(Stream.concat(given, arguments).toArray(String[]::new));
        var run = parsed.subcommand().subcommand();
        assertThat(run.matchedOptionValue("--argument", List.<String>of())).isEqualTo(ARGUMENTS);
    }
}
