package com.nextbreakpoint.flink.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

class AccessTest {
    @Test
    void each_request_through_the_api_server_carries_the_token_of_its_moment()
            throws IOException, NoSuchAlgorithmException {
        var seen = new CopyOnWriteArrayList<String>();
        var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(any, 0);
        server.createContext(
                "/",
                exchange -> {
                    var token = exchange.getRequestHeaders().getFirst("Authorization");
                    seen.add(exchange.getRequestURI() + " " + token);
                    exchange.sendResponseHeaders(200, 2);
                    exchange.getResponseBody().write("[]".getBytes(UTF_8));
                    exchange.close();
                });
        server.start();
        var renewals = new AtomicInteger();
        var access =
                Access.through(
                        SSLContext.getDefault(),
                        () -> Map.of("Authorization", "Bearer " + renewals.incrementAndGet()));
        var address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        var target = Target.proxied("jm-0", "uid/1", address, "flink", access);
        var flink = new RestFlinkClient(target, Duration.ofSeconds(5));
        flink.get("overview");
        flink.get("overview");
        server.stop(0);

        var path = "/api/v1/namespaces/flink/pods/jm-0:8081/proxy/overview";
        assertThat(seen).isEqualTo(List.of(path + " Bearer 1", path + " Bearer 2"));
    }
}
