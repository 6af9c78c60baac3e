package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All TaskManagers of a cluster. */
@Command(name = "taskmanagers", description = "Access TaskManagers subcommands")
final class TaskManagersCommand extends Group {
    @Command(name = "list", description = "List TaskManagers")
    int list(@Mixin Connection server, @Mixin ClusterFlag cluster) {
        return server.get("clusters", cluster.name(), "taskmanagers");
    }
}
