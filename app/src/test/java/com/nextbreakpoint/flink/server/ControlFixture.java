package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** A control interface over HTTP, in front of resources and a Flink in memory. */
abstract class ControlFixture {
    final FakeResources resources = new FakeResources();
    final FakeFlinkJson flink = new FakeFlinkJson();
    private final WebServer server = api().start(0, new TlsStores(null, null));
    private final HttpClient client = HttpClient.newHttpClient();

    ControlFixture() {
        resources.add(Kind.FlinkDeployment, "demo", "", Map.of("cluster", Map.of()));
        resources.add(Kind.FlinkCluster, "demo", "uid-demo", Map.of("taskManagers", 3));
        resources.add(Kind.FlinkCluster, "lone", "", Map.of("taskManagers", 3));
        resources.add(Kind.FlinkJob, "demo-a", "uid-demo", Map.of("clusterName", "demo"));
        resources.add(
                Kind.FlinkJob, "lone-a", "", Map.of("clusterName", "lone", "jobParallelism", 2));
        resources.setStatus(Kind.FlinkJob, "lone-a", "jobId", "c0ffee");
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    /** What answers; a test may have another Flink behind it. */
    ControlApi api() {
        return new ControlApi(resources, flink, Guard.OPEN, InstantSource.system());
    }

    int port() {
        return server.port();
    }

    /** An answer: its status and its envelope. */
    record Got(int status, JsonNode envelope) {
        String error() {
            return envelope.path("error").asText();
        }

        String output() {
            return envelope.path("output").asText();
        }
    }

    Got send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:%d/api/v1%s".formatted(port(), path));
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, body);
        var response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return new Got(response.statusCode(), new JsonMapper().readTree(response.body()));
    }

    Got send(String method, String path, String body) throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.ofString(body));
    }

    Got get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    Item cluster(String name) {
        return resources.find(Kind.FlinkCluster, name).orElseThrow();
    }

    Item job(String name) {
        return resources.find(Kind.FlinkJob, name).orElseThrow();
    }
}
