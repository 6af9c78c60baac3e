package com.nextbreakpoint.flink.flink.fake;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.flink.Target;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** The port of one fake, on which it answers as the rules let it. */
final class FakeServer implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();

    private final FakeFlink flink;
    private final Rules rules;
    private final HttpServer server;
    private final List<String> requests = new CopyOnWriteArrayList<>();

    /** Takes a free port of this machine. */
    FakeServer(FakeFlink flink, Rules rules) {
        this.flink = flink;
        this.rules = rules;
        try {
            var any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            this.server = HttpServer.create(any, 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    Target target() {
        var address = server.getAddress();
        return Target.host(address.getHostString(), address.getPort());
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void handle(HttpExchange exchange) throws IOException {
        var request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
        requests.add(request);
        var body = exchange.getRequestBody().readAllBytes();
        switch (rules.of(request)) {
            case null -> send(exchange, answer(exchange, body), 1);
            case Misbehaviour.Mute() -> throw Misbehaviour.waitForTheEnd();
            case Misbehaviour.Stalled() -> {
                exchange.sendResponseHeaders(200, 1000);
                exchange.getResponseBody().write('{');
                exchange.getResponseBody().flush();
                throw Misbehaviour.waitForTheEnd();
            }
            case Misbehaviour.Instead(int code, String text) -> write(exchange, code, text);
            case Misbehaviour.Truncated() -> send(exchange, answer(exchange, body), 2);
            case Misbehaviour.Lost() -> {
                answer(exchange, body);
                exchange.close();
            }
            case Misbehaviour.Dropped() -> exchange.close();
            case Misbehaviour.Replaced() -> {
                var last = answer(exchange, body);
                flink.restart();
                send(exchange, last, 1);
            }
            case Misbehaviour.Slow(var by) -> {
                Misbehaviour.sleep(by);
                send(exchange, answer(exchange, body), 1);
            }
        }
    }

    private Reply answer(HttpExchange exchange, byte[] body) throws IOException {
        return flink.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
    }

    private static void send(HttpExchange exchange, Reply reply, int part) throws IOException {
        var text = JSON.writeValueAsString(reply.json());
        write(exchange, reply.code(), text.substring(0, text.length() / part));
    }

    private static void write(HttpExchange exchange, int code, String text) throws IOException {
        var bytes = text.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
