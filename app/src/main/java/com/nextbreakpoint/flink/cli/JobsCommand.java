package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** All jobs of a cluster. */
@Command(name = "jobs", description = "Access jobs subcommands")
final class JobsCommand extends Group {
    @Command(name = "list", description = "List jobs")
    int list(@Mixin Connection server, @Mixin ClusterFlag cluster) {
        return server.get("clusters", cluster.name(), "jobs");
    }
}
