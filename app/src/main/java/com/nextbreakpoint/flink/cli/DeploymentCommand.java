package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One deployment. */
@Command(name = "deployment", description = "Access deployment subcommands")
final class DeploymentCommand extends Group {
    @Command(name = "create", description = "Create a deployment")
    int create(
            @Mixin Connection server, @Mixin Waiting waiting, @Mixin Name name, @Mixin Spec spec) {
        return server.send("POST", spec.read(), waiting.time(), "deployments", name.value);
    }

    @Command(name = "delete", description = "Delete a deployment")
    int delete(@Mixin Connection server, @Mixin Waiting waiting, @Mixin Name name) {
        return server.send("DELETE", null, waiting.time(), "deployments", name.value);
    }

    @Command(name = "status", description = "Get the status of a deployment")
    int status(@Mixin Connection server, @Mixin Name name) {
        return server.get("deployments", name.value, "status");
    }

    @Command(name = "update", description = "Update a deployment")
    int update(
            @Mixin Connection server, @Mixin Waiting waiting, @Mixin Name name, @Mixin Spec spec) {
        return server.send("PUT", spec.read(), waiting.time(), "deployments", name.value);
    }

    @Command(name = "get", description = "Get the specification of a deployment")
    int get(@Mixin Connection server, @Mixin Name name) {
        return server.get("deployments", name.value);
    }

    /** Which deployment is meant. */
    static final class Name {
        @Option(
                names = "--deployment-name",
                required = true,
                description = "The name of the Flink deployment")
        private String value = "";
    }

    /** What it shall be. */
    static final class Spec {
        @Option(
                names = "--deployment-spec",
                required = true,
                description = "The specification of the Flink deployment in JSON format")
        private String value = "";

        JsonNode read() {
            return SpecText.read("--deployment-spec", value, "FlinkDeployment");
        }
    }
}
