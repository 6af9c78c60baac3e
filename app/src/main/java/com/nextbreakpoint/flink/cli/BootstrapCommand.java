package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.bootstrap.Bootstrap;
import com.nextbreakpoint.flink.bootstrap.BootstrapOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The process that uploads and starts one job. */
@Command(name = "bootstrap", description = "Access bootstrap subcommands")
final class BootstrapCommand extends Group {
    @Command(name = "run", description = "Upload the JAR to the JobManager and run the job")
    int run(
            @Option(
                            names = "--log-format",
                            defaultValue = "text",
                            description = "text or json (text)")
                    Logging.Format logFormat,
            @Mixin BootstrapFlags flags) {
        BootstrapOptions options = flags.options();
        Logging.use(logFormat);
        return Bootstrap.run(options).exitCode();
    }
}
