package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One job of a cluster. */
@Command(name = "job", description = "Access job subcommands")
final class JobCommand extends Group {
    private static final String WITHOUT = "--without-savepoint";

    @Command(name = "create", description = "Create a job")
    int create(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin JobFlags job,
            @Mixin Spec spec) {
        return server.send("POST", spec.read(), waiting.time(), job.path());
    }

    @Command(name = "delete", description = "Delete a job")
    int delete(@Mixin Connection server, @Mixin Waiting waiting, @Mixin JobFlags job) {
        return server.send("DELETE", null, waiting.time(), job.path());
    }

    @Command(name = "status", description = "Get the status of a job")
    int status(@Mixin Connection server, @Mixin JobFlags job) {
        return server.get(job.path("status"));
    }

    @Command(name = "details", description = "Get the details of a job")
    int details(@Mixin Connection server, @Mixin JobFlags job) {
        return server.get(job.path("details"));
    }

    @Command(name = "metrics", description = "Get the metrics of a job")
    int metrics(@Mixin Connection server, @Mixin JobFlags job) {
        return server.get(job.path("metrics"));
    }

    @Command(name = "scale", description = "Scale a job")
    int scale(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin JobFlags job,
            @Option(
                            names = "--parallelism",
                            required = true,
                            description = "The parallelism of the job")
                    int parallelism) {
        return server.send(
                "PUT",
                Bodies.number("parallelism", parallelism),
                waiting.time(),
                job.path("scale"));
    }

    @Command(name = "start", description = "Start a job")
    int start(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin JobFlags job,
            @Mixin StartFlags flags) {
        return server.send("PUT", flags.body(), waiting.time(), job.path("start"));
    }

    @Command(name = "stop", description = "Stop a job")
    int stop(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin JobFlags job,
            @Option(names = WITHOUT, description = "Stop the job without taking a savepoint")
                    boolean withoutSavepoint) {
        return server.send(
                "PUT", Bodies.withoutSavepoint(withoutSavepoint), waiting.time(), job.path("stop"));
    }

    @Command(name = "update", description = "Update a job")
    int update(
            @Mixin Connection server,
            @Mixin Waiting waiting,
            @Mixin JobFlags job,
            @Mixin Spec spec) {
        return server.send("PUT", spec.read(), waiting.time(), job.path());
    }

    @Command(name = "get", description = "Get the specification of a job")
    int get(@Mixin Connection server, @Mixin JobFlags job) {
        return server.get(job.path());
    }

    /** What it shall be. */
    static final class Spec {
        @Option(
                names = "--job-spec",
                required = true,
                description = "The specification of the Flink job in JSON format")
        private String value = "";

        JsonNode read() {
            return SpecText.read("--job-spec", value, "FlinkJob");
        }
    }
}
