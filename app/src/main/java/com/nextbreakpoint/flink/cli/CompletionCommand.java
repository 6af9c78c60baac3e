package com.nextbreakpoint.flink.cli;

import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The script that completes commands and options in bash and zsh. */
@Command(name = CompletionCommand.NAME, description = "Print a completion script for bash and zsh")
final class CompletionCommand implements Callable<Integer> {
    static final String NAME = "completion";

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        var command = Objects.requireNonNull(spec).commandLine();
        var root = command.getCommandSpec().root().commandLine();
        command.getOut().print(AutoComplete.bash("flinkctl", root));
        command.getOut().flush();
        return Exit.DONE;
    }
}
