package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("generated")
class ReferenceTest {
    private static final Path FILE = Path.of("../docs/reference/cli.md");

    @Test
    void the_reference_of_the_command_line_is_up_to_date() throws IOException {
        var text = new StringBuilder(HEAD);
        append(text, Main.commandLine(name -> true));
        if (Boolean.getBoolean("generate")) {
            Files.writeString(FILE, text);
        }

        assertThat(Files.readString(FILE)).as("run make generate").isEqualTo(text.toString());
    }

    private static void append(StringBuilder text, CommandLine command) {
        var spec = command.getCommandSpec();
        text.append("\n## %s\n\n```\n%s```\n".formatted(spec.qualifiedName(), Usage.of(spec)));
        command.getSubcommands().values().forEach(child -> append(text, child));
    }

    private static final String HEAD =
            """
            # The command line

            This page is generated from the program: `make generate` writes it.

            The commands `operator`, `supervisor` and `bootstrap` run the parts of the toolbox; all others ask an
            operator's control interface. Paths may begin with `~/`. Options that take a value are written
            `--option=value` or `--option value`.

            A secret is given as it is, as `@file` (the first line of a file), or by the environment
            variables `FLINKCTL_KEYSTORE_SECRET` and `FLINKCTL_TRUSTSTORE_SECRET`. A client speaks HTTPS as soon as a
            store or a token is given.

            A specification is given as a file's path, as `-` for the standard input, or as the JSON or YAML itself; a
            whole resource is taken for its `spec`.

            The data of an answer goes to the standard output, everything else to the standard error. By
            default it is the answer as the server sent it, whose `output` holds the data as a text:
            `flinkctl clusters list | jq -r .output | jq`; `-o json`, `-o yaml` and `-o table` print the data alone.

            | exit code | meaning |
            |---|---|
            | 0 | done |
            | 1 | the server refused or failed; the reason is on the standard error |
            | 2 | the command is not complete or an option is wrong |
            | 3 | the server cannot be reached, or cannot be trusted |
            | 4 | the wait of `--wait` is over |

            `flinkctl completion` prints a script for bash and zsh: `source <(flinkctl completion)`.
            """;
}
