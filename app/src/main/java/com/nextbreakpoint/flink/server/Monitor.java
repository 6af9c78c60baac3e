package com.nextbreakpoint.flink.server;

import io.helidon.common.media.type.MediaTypes;
import io.helidon.http.HttpMediaType;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerResponse;
import java.util.function.BooleanSupplier;

/**
 * Monitoring over plain HTTP: {@code /version}, {@code /metrics}, {@code /livez} and {@code
 * /readyz}.
 *
 * @param alive whether the process works; where it says no, Kubernetes restarts the container
 * @param ready whether the caches are synced
 */
public record Monitor(
        String version, Metrics metrics, BooleanSupplier alive, BooleanSupplier ready) {
    private static final HttpMediaType TEXT_FORMAT =
            HttpMediaType.create("text/plain; version=0.0.4; charset=utf-8");

    /** Starts it; port 0 takes any free one. */
    public WebServer start(int port) {
        return Http.start(Http.server(port, this::routes));
    }

    private void routes(HttpRouting.Builder routing) {
        routing.get("/version", (request, response) -> sendVersion(response))
                .get("/metrics", (request, response) -> sendMetrics(response))
                .get("/livez", (request, response) -> send(response, alive.getAsBoolean()))
                .get("/readyz", (request, response) -> send(response, ready.getAsBoolean()));
    }

    private void sendVersion(ServerResponse response) {
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send("{\"name\":\"flink-k8s-toolbox\",\"version\":\"%s\"}".formatted(version));
    }

    private void sendMetrics(ServerResponse response) {
        response.headers().contentType(TEXT_FORMAT);
        response.send(metrics.text());
    }

    private static void send(ServerResponse response, boolean good) {
        response.status(good ? Status.OK_200 : Status.SERVICE_UNAVAILABLE_503);
        response.send(good ? "ok\n" : "not ok\n");
    }
}
