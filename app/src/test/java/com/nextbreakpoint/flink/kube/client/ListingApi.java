package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** An API server that lists what it was given; its watches tell nothing, and end when it breaks. */
public final class ListingApi implements AutoCloseable {
    private static final String BOOKMARK =
            """
            {"type": "BOOKMARK", "object": {"apiVersion": "v1", "kind": "Pod", \
            "metadata": {"resourceVersion": "10"}}}
            """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile List<HasMetadata> objects = List.of();
    private final AtomicLong version = new AtomicLong(10);
    private volatile boolean broken;
    private volatile CountDownLatch watches = new CountDownLatch(1);

    public ListingApi() {
        try {
            var loopback = InetAddress.getLoopbackAddress();
            server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public KubernetesClient client() {
        var config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
        return KubeAccess.connect(config, "test", Duration.ofMinutes(1));
    }

    /** These and no others, each in a new version. */
    public void has(HasMetadata... now) {
        var next = String.valueOf(version.incrementAndGet());
        for (var object : now) {
            object.getMetadata().setResourceVersion(next);
        }
        objects = List.of(now);
    }

    public void breakDown() {
        broken = true;
        watches.countDown();
    }

    public void recover() {
        watches = new CountDownLatch(1);
        broken = false;
    }

    @Override
    public void close() {
        watches.countDown();
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var query = String.valueOf(exchange.getRequestURI().getQuery());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (broken) {
                // A watch that is gone is begun with a list.
                var code = query.contains("watch=true") ? 410 : 503;
                send(exchange, code, status(code));
            } else if (query.contains("watch=true")) {
                exchange.sendResponseHeaders(200, 0);
                if (exchange.getRequestURI().getPath().endsWith("/pods")) {
                    exchange.getResponseBody().write(BOOKMARK.getBytes(UTF_8));
                }
                exchange.getResponseBody().flush();
                watches.await();
            } else {
                send(exchange, 200, found(exchange.getRequestURI().getPath()));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int code, Object body) throws IOException {
        var bytes = Json.text(body).getBytes(UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static Object status(int code) {
        return Map.of(
                "apiVersion", "v1",
                "kind", "Status",
                "status", "Failure",
                "message", "the server breaks down",
                "code", code);
    }

    private Object found(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return objects.stream()
                .filter(one -> one.getMetadata().getName().equals(name))
                .findFirst()
                .<Object>map(one -> one)
                .orElseGet(() -> list(path));
    }

    private Object list(String path) {
        var plural = path.substring(path.lastIndexOf('/') + 1);
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "List",
                "metadata",
                Map.of("resourceVersion", version.toString()),
                "items",
                objects.stream().filter(one -> isOf(one, plural)).toList());
    }

    private static boolean isOf(HasMetadata object, String plural) {
        return plural.equals(object.getKind().toLowerCase(Locale.ROOT) + "s");
    }
}
