package com.nextbreakpoint.flink.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.tls.StoreProblem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of all client commands: which server is asked, and how its answer is printed. */
final class Connection {
    @Option(names = "--host", defaultValue = "localhost", description = "The operator host")
    private String host = "";

    @Option(names = "--port", defaultValue = "4444", description = "The operator port")
    private int port;

    @Mixin private StoreFlags stores = new StoreFlags();

    @Option(names = "--token", description = "The bearer token, over HTTPS only")
    private @Nullable String token;

    @Option(names = "--token-file", description = "The file of the bearer token")
    private @Nullable Path tokenFile;

    @Option(
            names = {"-o", "--output"},
            defaultValue = "envelope",
            description = "envelope, json, yaml or table (envelope)")
    private ControlAnswer.Output output = ControlAnswer.Output.envelope;

    @Option(
            names = "--timeout",
            defaultValue = "30",
            description = "The seconds to wait for the answer (30)")
    private int timeout;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    int get(String... path) {
        return send("GET", null, null, path);
    }

    /**
     * Sends a request and prints its answer.
     *
     * @param wait how long the server may hold the answer until the wish is reached
     * @return the exit code
     */
    int send(String method, @Nullable JsonNode body, @Nullable Duration wait, String... path) {
        var line = Objects.requireNonNull(command).commandLine();
        var client = client();
        var answer =
                wait == null
                        ? client.send(method, body, null, path)
                        : watched(line.getErr(), client, method, body, wait, path);
        answer.print(output, line.getOut(), line.getErr());
        return answer.exitCode(wait != null);
    }

    /** Tells what the server waits for while it holds its answer. */
    private static ControlAnswer watched(
            PrintWriter err,
            ControlClient client,
            String method,
            @Nullable JsonNode body,
            Duration wait,
            String... path) {
        var status = statusOf(path);
        try (var _ = Progress.begin(err, wait, () -> state(client, status))) {
            return client.send(method, body, wait, path);
        }
    }

    /** The path of the status of what a path is about. */
    private static String[] statusOf(String... path) {
        int named = path.length > 3 && path[2].equals("jobs") ? 4 : 2;
        var status = Arrays.copyOf(path, named + 1);
        status[named] = "status";
        return status;
    }

    private static String state(ControlClient client, String... status) {
        try {
            return client.send("GET", null, null, status).state();
        } catch (ServerUnreachable | StoreProblem problem) {
            // The request that waits tells, if it lasts.
            return "";
        }
    }

    private ControlClient client() {
        return new ControlClient(
                host,
                ServerFlags.port("--port", port),
                stores.stores(System.getenv()),
                token(),
                Duration.ofSeconds(timeout));
    }

    private @Nullable String token() {
        if (tokenFile == null) {
            return token;
        }
        try {
            return Files.readString(tokenFile).strip();
        } catch (IOException problem) {
            throw new BadOption(
                    "--token-file names the file %s, which cannot be read".formatted(tokenFile));
        }
    }
}
