package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One TaskManager of a cluster. */
@Command(name = "taskmanager", description = "Access TaskManager subcommands")
final class TaskManagerCommand extends Group {
    @Command(name = "details", description = "Get the details of a TaskManager")
    int details(@Mixin Connection server, @Mixin ClusterFlag cluster, @Mixin Id id) {
        return server.get("clusters", cluster.name(), "taskmanagers", id.value, "details");
    }

    @Command(name = "metrics", description = "Get the metrics of a TaskManager")
    int metrics(@Mixin Connection server, @Mixin ClusterFlag cluster, @Mixin Id id) {
        return server.get("clusters", cluster.name(), "taskmanagers", id.value, "metrics");
    }

    /** Which TaskManager is meant. */
    static final class Id {
        @Option(
                names = "--taskmanager-id",
                required = true,
                description = "The identifier of the TaskManager")
        private String value = "";
    }
}
