package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The process that supervises one cluster. */
@Command(name = "supervisor", description = "Access supervisor subcommands")
final class SupervisorCommand extends Group {
    @Command(name = "run", description = "Run the supervisor of a cluster")
    int run(
            @Option(
                            names = "--cluster-name",
                            required = true,
                            description = "The name of the Flink cluster")
                    String clusterName,
            @Option(
                            names = "--port",
                            defaultValue = "4445",
                            description = "Accepted, without effect: the operator controls")
                    int port,
            @Mixin ServerFlags flags)
            throws InterruptedException {
        var name = ServerFlags.name("--cluster-name", clusterName);
        var options = new SupervisorOptions(flags.options(), name);
        ServerFlags.port("--port", port);
        Logging.use(flags.logFormat());
        return new SupervisorProgram(options).run();
    }
}
