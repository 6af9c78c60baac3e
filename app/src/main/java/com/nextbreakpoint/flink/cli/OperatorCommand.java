package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The operator's process. */
@Command(name = "operator", description = "Access operator subcommands")
final class OperatorCommand extends Group {
    @Command(name = "run", description = "Run the operator")
    int run(
            @Option(
                            names = "--port",
                            defaultValue = "4444",
                            description = "The port of the control interface (4444)")
                    int port,
            @Option(
                            names = "--authentication",
                            defaultValue = "none",
                            description =
                                    "none, or kubernetes: ask for tokens that Kubernetes knows,"
                                            + " and allow what it allows (none)")
                    OperatorOptions.Authentication authentication,
            @Mixin ServerFlags flags)
            throws InterruptedException {
        var options =
                new OperatorOptions(
                        flags.options(), ServerFlags.ownPort("--port", port), authentication);
        Logging.use(flags.logFormat());
        return new OperatorProgram(options).run();
    }
}
