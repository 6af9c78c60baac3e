package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Guards against one request that keeps all others waiting. */
class ServerFaultsTest {
    private static final int HANGING = 50;

    private final CountDownLatch asked = new CountDownLatch(HANGING);
    private final CountDownLatch over = new CountDownLatch(1);
    private final FakeResources resources = new FakeResources();
    private final WebServer server =
            new ControlApi(resources, cluster -> this::hang, Guard.OPEN, InstantSource.system())
                    .start(0, new TlsStores(null, null));
    private final HttpClient client = HttpClient.newHttpClient();

    ServerFaultsTest() {
        resources.add(Kind.FlinkCluster, "lone", "", Map.of("taskManagers", 3));
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop();
        client.close();
    }

    private JsonNode hang(String path) {
        asked.countDown();
        try {
            over.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
        throw new ApiProblem(ApiProblem.UNAVAILABLE, path + " was never answered");
    }

    private HttpRequest get(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/api/v1" + path))
                .build();
    }

    @Test
    void f23_job_managers_that_hang_keep_no_other_request_waiting()
            throws IOException, InterruptedException {
        var hanging =
                IntStream.range(0, HANGING)
                        .mapToObj(
                                any ->
                                        client.sendAsync(
                                                get("/clusters/lone/taskmanagers"),
                                                BodyHandlers.ofString()))
                        .toList();
        asked.await();

        assertThat(client.send(get("/clusters"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        over.countDown();
        assertThat(hanging.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                .containsOnly(503);
    }
}
