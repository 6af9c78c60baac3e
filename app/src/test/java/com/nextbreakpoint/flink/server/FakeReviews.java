package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import com.nextbreakpoint.flink.kube.write.Reviews;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An API server that knows tokens and rights, and nothing else. */
public final class FakeReviews implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final HttpServer server;
    private final KubeAccess access;
    private final Map<String, String> users = new ConcurrentHashMap<>();
    private final Set<String> rights = ConcurrentHashMap.newKeySet();
    private final List<JsonNode> reviews = new CopyOnWriteArrayList<>();
    private volatile int refusal;

    public FakeReviews(Path folder) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        var config =
                """
                {"apiVersion": "v1", "kind": "Config", "current-context": "c",
                 "contexts": [{"name": "c", "context": {"cluster": "k", "user": "u"}}],
                 "clusters": [{"name": "k", "cluster": {"server": "http://localhost:%d"}}],
                 "users": [{"name": "u", "user": {"token": "of-the-operator"}}]}
                """
                        .formatted(server.getAddress().getPort());
        var file = Files.writeString(folder.resolve("kubeconfig"), config);
        access = KubeAccess.open(file, Map.of(), "test");
    }

    public Guard guard() {
        return new TokenGuard(new Reviews(Stores.of(access.client(), "flink")));
    }

    public FakeReviews know(String token, String user) {
        users.put(token, user);
        return this;
    }

    /** As "user: verb resource/subresource name". */
    public FakeReviews allow(String right) {
        rights.add(right);
        return this;
    }

    /** Refuses every review with this HTTP status. */
    void refuse(int status) {
        refusal = status;
    }

    List<JsonNode> reviews() {
        return reviews;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var review = (ObjectNode) JSON.readTree(exchange.getRequestBody());
        reviews.add(review.deepCopy());
        var status = review.putObject("status");
        if (review.path("kind").asText().equals("TokenReview")) {
            var user = users.get(review.at("/spec/token").asText());
            status.put("authenticated", user != null);
            status.putObject("user")
                    .put("username", String.valueOf(user))
                    .put("uid", "u-1")
                    .putArray("groups")
                    .add("people");
        } else {
            status.put("allowed", rights.contains(right(review.path("spec"))));
        }
        var bytes = review.toString().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(refusal == 0 ? 201 : refusal, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static String right(JsonNode spec) {
        var asked = spec.path("resourceAttributes");
        return "%s: %s %s/%s %s"
                .formatted(
                        spec.path("user").asText(),
                        asked.path("verb").asText(),
                        asked.path("resource").asText(),
                        asked.path("subresource").asText(),
                        asked.path("name").asText())
                .strip();
    }

    @Override
    public void close() {
        access.close();
        server.stop(0);
    }
}
