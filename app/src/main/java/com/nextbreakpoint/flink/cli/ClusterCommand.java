package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One cluster. */
@Command(name = "cluster", description = "Access cluster subcommands")
final class ClusterCommand extends Group {
    private static final String WITHOUT = "--without-savepoint";

    @Command(name = "create", description = "Create a cluster")
    int create(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin ClusterFlag cluster,
            @Mixin Spec spec) {
        return server.send("POST", spec.read(), waiting.time(), "clusters", cluster.name());
    }

    @Command(name = "delete", description = "Delete a cluster")
    int delete(@Mixin Connection server, @Mixin Waiting waiting, @Mixin ClusterFlag cluster) {
        return server.send("DELETE", null, waiting.time(), "clusters", cluster.name());
    }

    @Command(name = "status", description = "Get the status of a cluster")
    int status(@Mixin Connection server, @Mixin ClusterFlag cluster) {
        return server.get("clusters", cluster.name(), "status");
    }

    @Command(name = "scale", description = "Scale a cluster")
    int scale(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin ClusterFlag cluster,
            @Option(
                            names = "--task-managers",
                            required = true,
                            description = "The number of TaskManagers")
                    int taskManagers) {
        return server.send(
                "PUT",
                Bodies.number("taskManagers", taskManagers),
                waiting.time(),
                "clusters",
                cluster.name(),
                "scale");
    }

    @Command(name = "start", description = "Start a cluster")
    int start(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin ClusterFlag cluster,
            @Option(names = WITHOUT, description = "Start the jobs from nothing")
                    boolean withoutSavepoint) {
        return command("start", server, waiting, cluster, withoutSavepoint);
    }

    @Command(name = "stop", description = "Stop a cluster")
    int stop(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin ClusterFlag cluster,
            @Option(names = WITHOUT, description = "Stop the jobs without taking savepoints")
                    boolean withoutSavepoint) {
        return command("stop", server, waiting, cluster, withoutSavepoint);
    }

    @Command(name = "update", description = "Update a cluster")
    int update(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin ClusterFlag cluster,
            @Mixin Spec spec) {
        return server.send("PUT", spec.read(), waiting.time(), "clusters", cluster.name());
    }

    @Command(name = "get", description = "Get the specification of a cluster")
    int get(@Mixin Connection server, @Mixin ClusterFlag cluster) {
        return server.get("clusters", cluster.name());
    }

    private static int command(
            String verb, Connection server, Waiting waiting, ClusterFlag cluster, boolean without) {
        return server.send(
                "PUT",
                Bodies.withoutSavepoint(without),
                waiting.time(),
                "clusters",
                cluster.name(),
                verb);
    }

    /** What it shall be. */
    static final class Spec {
        @Option(
                names = "--cluster-spec",
                required = true,
                description = "The specification of the Flink cluster in JSON format")
        private String value = "";

        JsonNode read() {
            return SpecText.read("--cluster-spec", value, "FlinkCluster");
        }
    }
}
