package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All deployments. */
@Command(name = "deployments", description = "Access deployments subcommands")
final class DeploymentsCommand extends Group {
    @Command(name = "list", description = "List deployments")
    int list(@Mixin Connection server) {
        return server.get("deployments");
    }
}
