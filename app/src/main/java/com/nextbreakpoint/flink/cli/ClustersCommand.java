package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All clusters. */
@Command(name = "clusters", description = "Access clusters subcommands")
final class ClustersCommand extends Group {
    @Command(name = "list", description = "List clusters")
    int list(@Mixin Connection server) {
        return server.get("clusters");
    }
}
