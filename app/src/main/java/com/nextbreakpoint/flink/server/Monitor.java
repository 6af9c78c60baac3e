package com.nextbreakpoint.flink.server;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Monitoring over plain HTTP: {@code /version}, {@code /metrics}, {@code /livez} and {@code
 * /readyz}.
 *
 * @param silent the names of what does not work any more, "" when all does; else Kubernetes
 *     restarts the container
 * @param ready whether the caches are synced
 */
public record Monitor(
        String version, Metrics metrics, Supplier<String> silent, BooleanSupplier ready) {
    private static final HttpMediaType TEXT_FORMAT =
            HttpMediaType.create("text/plain; version=0.0.4; charset=utf-8");

    /** Starts it; port 0 takes any free one. */
    public WebServer start(int port) {
        return Http.start(Http.server(port, this::routes));
    }

    private void routes(HttpRouting.Builder routing) {
        routing.get("/version", (request, response) -> sendVersion(response))
                .get("/metrics", (request, response) -> sendMetrics(response))
                .get("/livez", (request, response) -> sendLife(response))
                .get("/readyz", (request, response) -> sendReadiness(response));
    }

    private void sendVersion(ServerResponse response) {
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send("{\"name\":\"flink-k8s-toolbox\",\"version\":\"%s\"}".formatted(version));
    }

    private void sendMetrics(ServerResponse response) {
        response.headers().contentType(TEXT_FORMAT);
        response.send(metrics.text());
    }

    private void sendLife(ServerResponse response) {
        var names = silent.get();
        send(response, names.isEmpty(), names.isEmpty() ? "ok" : "not ok: " + names);
    }

    private void sendReadiness(ServerResponse response) {
        var good = ready.getAsBoolean();
        send(response, good, good ? "ok" : "not ok");
    }

    private static void send(ServerResponse response, boolean good, String text) {
        response.status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.send(text + "\n");
    }
}
