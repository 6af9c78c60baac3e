package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class CountedTest {
    @Test
    void each_call_is_counted_without_its_ids_whatever_they_look_like() throws IOException {
        var calls = new CopyOnWriteArrayList<String>();
        var server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    var bytes = "{}".getBytes(StandardCharsets.UTF_8);
                    int code = exchange.getRequestURI().getPath().endsWith("config") ? 500 : 200;
                    exchange.sendResponseHeaders(code, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        try {
            var host = Target.host("localhost", server.getAddress().getPort());
            var access = Access.DIRECT.counted((call, took, bad) -> calls.add(call + " " + bad));
            var target = new Target("", "", host.address(), access);
            var client = new RestFlinkClient(target, Duration.ofSeconds(5));
            var unused = client.get("taskmanagers/flink-tm-bcdfg/metrics?get=x");
            assertThatThrownBy(() -> client.get("jobmanager/config"))
                    .isInstanceOf(FlinkUnavailable.class);
        } finally {
            server.stop(0);
        }

        assertThat(List.copyOf(calls))
                .containsExactly(
                        "GET /taskmanagers/*/metrics false", "GET /jobmanager/config true");
    }
}
