package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An API server that keeps what it is given, and whose watches tell nothing. It answers what it was
 * told to answer instead, once each.
 */
public final class FakeApi implements AutoCloseable {
    /** The answer of a server that does not answer as long as it is there. */
    public static final int NONE = 0;

    /** As any server may, it tells fewer objects at a time than it is asked for. */
    private static final int PAGE = 2;

    private static final String TOO_OLD =
            """
            {"type": "ERROR", "object": {"apiVersion": "v1", "kind": "Status", "status": "Failure", \
            "code": 410, "reason": "Expired", "message": "too old"}}""";
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ConcurrentSkipListMap<String, ObjectNode> objects = new ConcurrentSkipListMap<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> lists = new LinkedBlockingQueue<>();
    private final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> watches = new LinkedBlockingQueue<>();
    private volatile CountDownLatch tooOld = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final AtomicInteger version = new AtomicInteger(10);

    public FakeApi() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public Config config() {
        var config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getAddress().getPort());
        return config;
    }

    public KubernetesClient client() {
        return client(config());
    }

    public static KubernetesClient client(Config config) {
        return KubeAccess.connect(config, "test", PATIENCE);
    }

    /** As it would be created, at this path. */
    public void put(String path, String json) throws IOException {
        keep(path, (ObjectNode) JSON.readTree(json));
    }

    /** Whether there is an object whose path begins so. */
    public boolean holds(String prefix) {
        var path = objects.ceilingKey(prefix);
        return path != null && path.startsWith(prefix);
    }

    /** As somebody would delete it, unseen. */
    public void remove(String path) {
        version.incrementAndGet();
        objects.remove(path);
    }

    /** Answers the next requests, other than lists and watches, with these codes. */
    public void refuse(Integer... codes) {
        refusals.addAll(List.of(codes));
    }

    /** The requests, as method and URI, other than lists and watches of what is watched. */
    public BlockingQueue<String> requests() {
        return requests;
    }

    /** The URIs of lists of what is watched, one for each page. */
    public BlockingQueue<String> lists() {
        return lists;
    }

    /** The paths that are watched, each time that a watch begins. */
    public BlockingQueue<String> watches() {
        return watches;
    }

    /** Ends all watches of now: they must list anew. */
    public void endWatches() {
        var end = tooOld;
        tooOld = new CountDownLatch(1);
        end.countDown();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var query = String.valueOf(uri.getQuery());
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            if (query.contains("watch=true")) {
                watch(exchange);
            } else if (isCollection(uri.getPath()) && exchange.getRequestMethod().equals("GET")) {
                lists.add(String.valueOf(uri));
                send(exchange, 200, list(uri.getPath(), query));
            } else {
                requests.add(exchange.getRequestMethod() + " " + uri);
                answer(exchange, exchange.getRequestMethod(), uri.getPath());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch(HttpExchange exchange) throws IOException, InterruptedException {
        var end = tooOld;
        exchange.sendResponseHeaders(200, 0);
        exchange.getResponseBody().flush();
        watches.add(exchange.getRequestURI().getPath());
        end.await();
        exchange.getResponseBody().write((TOO_OLD + "\n").getBytes(UTF_8));
    }

    private void answer(HttpExchange exchange, String method, String path)
            throws IOException, InterruptedException {
        var refusal = refusals.poll();
        if (refusal != null && refusal == NONE) {
            over.await();
        } else if (refusal != null) {
            send(exchange, refusal, status(refusal));
        } else if (method.equals("GET")) {
            var found = objects.get(path);
            send(exchange, found == null ? 404 : 200, found == null ? status(404) : found);
        } else {
            var object = (ObjectNode) JSON.readTree(exchange.getRequestBody());
            var name = object.at("/metadata/name").asText();
            send(exchange, 200, keep(isCollection(path) ? path + "/" + name : path, object));
        }
    }

    private ObjectNode keep(String path, ObjectNode object) {
        object.withObject("/metadata").put("resourceVersion", "" + version.incrementAndGet());
        objects.put(path, object);
        return object;
    }

    private static boolean isCollection(String path) {
        return path.matches(".*/namespaces/[^/]+/[^/]+");
    }

    /** A page; the token of the next is the key of its first. */
    private ObjectNode list(String path, String query) {
        var list = JSON.createObjectNode().put("apiVersion", "v1").put("kind", "List");
        var metadata = list.putObject("metadata").put("resourceVersion", version.toString());
        var items = list.putArray("items");
        var from =
                query.contains("continue=")
                        ? query.replaceAll(".*continue=([^&]*).*", "$1")
                        : path + "/";
        for (var entry : objects.tailMap(from).entrySet()) {
            if (!entry.getKey().startsWith(path + "/")) break;
            if (items.size() == PAGE) {
                metadata.put("continue", entry.getKey());
                break;
            }
            items.add(entry.getValue());
        }
        return list;
    }

    private static ObjectNode status(int code) {
        return JSON.createObjectNode().put("kind", "Status").put("code", code);
    }

    private static void send(HttpExchange exchange, int code, JsonNode body) throws IOException {
        var bytes = body.toString().getBytes(UTF_8);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        over.countDown();
        endWatches();
        server.stop(0);
        threads.close();
    }
}
