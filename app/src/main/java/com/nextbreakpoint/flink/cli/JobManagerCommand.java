package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The JobManager of a cluster. */
@Command(name = "jobmanager", description = "Access JobManager subcommands")
final class JobManagerCommand extends Group {
    @Command(name = "metrics", description = "Get the metrics of the JobManager")
    int metrics(@Mixin Connection server, @Mixin ClusterFlag cluster) {
        return server.get("clusters", cluster.name(), "jobmanager", "metrics");
    }
}
