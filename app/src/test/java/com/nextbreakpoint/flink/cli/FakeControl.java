package com.nextbreakpoint.flink.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control API that notes each request and gives one answer to all of them. */
final class FakeControl implements AutoCloseable {
    private final HttpServer server;
    private final int status;
    private final String body;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    FakeControl(int status, String body) throws IOException {
        this.status = status;
        this.body = body;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeControl ok() throws IOException {
        return new FakeControl(200, "{\"status\":\"OK\"}");
    }

    String port() {
        return "--port=" + server.getAddress().getPort();
    }

    /** As "METHOD path body". */
    List<String> requests() {
        return requests;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var sent = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(
                "%s %s %s"
                        .formatted(exchange.getRequestMethod(), exchange.getRequestURI(), sent)
                        .strip());
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
