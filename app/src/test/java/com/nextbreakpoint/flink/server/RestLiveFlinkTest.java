package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nextbreakpoint.flink.flink.Target;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RestLiveFlinkTest {
    private static LiveFlink at(int port) {
        return new RestLiveFlink(cluster -> Optional.of(Target.host("localhost", port)));
    }

    private static ApiProblem problem(LiveFlink flink, String path) {
        return catchThrowableOfType(ApiProblem.class, () -> flink.open("demo").get(path));
    }

    @Test
    void without_a_jobmanager_there_is_nobody_to_ask() {
        var problem = problem(new RestLiveFlink(cluster -> Optional.empty()), "overview");

        assertThat(problem.status()).isEqualTo(503);
        assertThat(problem).hasMessage("no JobManager of demo runs");
    }

    @Test
    void a_jobmanager_that_hangs_costs_less_than_five_seconds() throws IOException {
        try (var hung = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var start = Instant.now();
            var problem = problem(at(hung.getLocalPort()), "overview");

            assertThat(problem.status()).isEqualTo(504);
            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void a_closed_port_cannot_be_reached() throws IOException {
        int closed;
        try (var socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }

        assertThat(problem(at(closed), "overview").status()).isEqualTo(503);
    }

    @Test
    void answers_and_refusals_are_told_apart() throws IOException {
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var path = exchange.getRequestURI().getPath();
                    int status = path.equals("/good") ? 200 : Integer.parseInt(path.substring(1));
                    var body = (status == 200 ? "{\"a\":1}" : "{\"errors\":[\"no such thing\"]}");
                    var bytes = body.getBytes(StandardCharsets.UTF_8);
                    exchange.getResponseHeaders().add("Content-Type", "application/json");
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            var flink = at(server.getAddress().getPort());
            assertThat(flink.open("demo").get("good").toString()).isEqualTo("{\"a\":1}");
            assertThat(problem(flink, "404").status()).isEqualTo(404);
            assertThat(problem(flink, "404")).hasMessageContaining("no such thing");
            assertThat(problem(flink, "403").status()).isEqualTo(502);
            assertThat(problem(flink, "500").status()).isEqualTo(502);
        } finally {
            server.stop(0);
        }
    }
}
