package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * An API server each of whose watches tells of one more object, in two pieces, and falls silent.
 */
class WatchStreamsTest {
    /** Much longer than the pause between the pieces, also on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final String LIST =
            """
            {"apiVersion": "v1", "kind": "ConfigMapList", "metadata": {"resourceVersion": "10"}, "items": []}
            """;
    private static final String EVENT =
            """
            {"type": "ADDED", "object": {"apiVersion": "v1", "kind": "ConfigMap", \
            "metadata": {"name": "one-%d", "namespace": "n", "resourceVersion": "%d"}, \
            "data": {"word": "état"}}}
            """;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<String> watches = new CopyOnWriteArrayList<>();
    private final CountDownLatch over = new CountDownLatch(1);

    WatchStreamsTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void a_character_in_two_pieces_arrives_whole() throws InterruptedException {
        try (var client = client()) {
            assertThat(added(client).poll(10, TimeUnit.SECONDS))
                    .isNotNull()
                    .satisfies(map -> assertThat(map.getData()).containsEntry("word", "état"));
        }
    }

    @Test
    void a_silent_watch_is_made_again_from_where_it_was() throws InterruptedException {
        try (var client = client()) {
            var added = added(client);
            for (var name : List.of("one-11", "one-12", "one-13")) {
                assertThat(added.poll(10, TimeUnit.SECONDS))
                        .isNotNull()
                        .satisfies(map -> assertThat(map.getMetadata().getName()).isEqualTo(name));
            }
            assertThat(watches).startsWith("10", "11", "12");
        }
    }

    private KubernetesClient client() {
        var config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
        return KubeAccess.connect(config, "test", PATIENCE);
    }

    private static BlockingQueue<ConfigMap> added(KubernetesClient client) {
        var added = new LinkedBlockingQueue<ConfigMap>();
        var unused =
                client.configMaps()
                        .inNamespace("n")
                        .inform(
                                new ResourceEventHandler<>() {
                                    @Override
                                    public void onAdd(ConfigMap map) {
                                        added.add(map);
                                    }

                                    @Override
                                    public void onUpdate(ConfigMap before, ConfigMap after) {}

                                    @Override
                                    public void onDelete(ConfigMap map, boolean missed) {}
                                });
        return added;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 0);
            var query = exchange.getRequestURI().getQuery();
            if (query.contains("watch=true")) {
                var version = query.replaceAll(".*resourceVersion=(\\d+).*", "$1");
                watches.add(version);
                tell(exchange, Integer.parseInt(version) + 1);
                over.await();
            } else {
                exchange.getResponseBody().write(LIST.getBytes(UTF_8));
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    /** In two pieces, the first of which ends within a character. */
    private static void tell(HttpExchange exchange, int version)
            throws IOException, InterruptedException {
        var event = EVENT.formatted(version, version).getBytes(UTF_8);
        var cut = EVENT.formatted(version, version).indexOf('é') + 1;
        exchange.getResponseBody().write(event, 0, cut);
        exchange.getResponseBody().flush();
        Thread.sleep(100);
        exchange.getResponseBody().write(event, cut, event.length - cut);
        exchange.getResponseBody().flush();
    }
}
