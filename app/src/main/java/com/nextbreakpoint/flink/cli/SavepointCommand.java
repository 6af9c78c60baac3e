package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The savepoints of one job. */
@Command(name = "savepoint", description = "Access savepoint subcommands")
final class SavepointCommand extends Group {
    @Command(name = "trigger", description = "Trigger a savepoint")
    int trigger(@Mixin Connection server, @Mixin Waiting waiting, @Mixin JobFlags job) {
        return server.send("PUT", null, waiting.time(), job.path("savepoint"));
    }

    @Command(
            name = "forget",
            description = "Forget the savepoint, so that the next start is from nothing")
    int forget(@Mixin Connection server, @Mixin Waiting waiting, @Mixin JobFlags job) {
        return server.send("DELETE", null, waiting.time(), job.path("savepoint"));
    }

    @Command(name = "list", description = "List the latest savepoints")
    int list(@Mixin Connection server, @Mixin JobFlags job) {
        return server.get(job.path("savepoints"));
    }
}
