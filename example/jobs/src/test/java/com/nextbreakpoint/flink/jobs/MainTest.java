package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs as a user starts them outside a cluster, seen through Flink's REST API. */
@Timeout(120)
class MainTest {
    @TempDir Path folder = Path.of("set by JUnit");

    private final HttpClient http = HttpClient.newHttpClient();

    private interface Program {
        void main(String[] args) throws Exception;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private String[] args(Map<String, String> changes) throws IOException {
        var file = Files.writeString(folder.resolve("job.conf"), Parameters.text(changes));
        return new String[] {
            "--JOB_PARAMETERS", "file://" + file, "--OUTPUT_LOCATION", "file://" + folder
        };
    }

    /**
     * Runs a program to its end: the job's name as Flink's REST API tells it at the wanted port
     * meanwhile.
     */
    private String run(Program program, String name) throws Exception {
        int port = freePort();
        var args =
                args(
                        Map.of(
                                "rest-port",
                                String.valueOf(port),
                                "job-name",
                                name,
                                "source-limit",
                                "2000"));
        var end =
                CompletableFuture.runAsync(
                        () -> {
                            try {
                                program.main(args);
                            } catch (Exception e) {
                                throw new IllegalStateException(e);
                            }
                        });
        var address = URI.create("http://localhost:" + port + "/jobs/overview");
        var jobs = get(address, end).get("jobs");
        while (jobs.isEmpty()) {
            Thread.sleep(20);
            jobs = get(address, end).get("jobs");
        }
        end.get();
        return jobs.get(0).get("name").asText();
    }

    /** Asks until there is an answer, or until the program has ended. */
    private JsonNode get(URI address, CompletableFuture<Void> end)
            throws InterruptedException, ExecutionException, IOException {
        while (!end.isDone()) {
            try {
                var answer =
                        http.send(HttpRequest.newBuilder(address).build(), BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return new ObjectMapper().readTree(answer.body());
                }
            } catch (ConnectException e) {
                Thread.sleep(20);
            }
        }
        end.get();
        throw new AssertionError("The program ended before " + address + " answered");
    }

    @Test
    void the_average_runs_under_its_name_at_its_port() throws Exception {
        assertThat(run(ComputeAverage::main, "my average")).isEqualTo("my average");
        requireResultsWith("average");
    }

    @Test
    void the_maximum_runs_under_its_name_at_its_port() throws Exception {
        assertThat(run(ComputeMaximum::main, "my maximum")).isEqualTo("my maximum");
        requireResultsWith("maximum");
    }

    private void requireResultsWith(String value) throws IOException {
        var results = Results.in(folder.resolve("output"));
        results.requireExactlyOnce();
        assertThat(results.lines()).allMatch(line -> line.has(value));
    }

    @Test
    void what_is_wrong_is_told_before_anything_starts() throws Exception {
        var args = args(Map.of("partitions", "none"));
        assertThatThrownBy(() -> ComputeAverage.main(args))
                .isInstanceOf(BadInput.class)
                .hasMessageEndingWith(
                        "job.conf: partitions must be a whole number from 1 to 32768, not none");
    }
}
