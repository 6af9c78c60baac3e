package com.nextbreakpoint.flink.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A control API that holds the answer to a change until the status was asked for twice. */
final class WaitingControl implements AutoCloseable {
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final String status;
    private final CountDownLatch asked = new CountDownLatch(2);
    private final List<String> looks = new CopyOnWriteArrayList<>();

    WaitingControl(String reason, String message) throws IOException {
        status =
                "{\"conditions\":[{\"type\":\"Running\",\"reason\":\"Other\"},"
                        + "{\"type\":\"Ready\",\"reason\":\"%s\",\"message\":\"%s\"}]}"
                                .formatted(reason, message);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String port() {
        return "--port=" + server.getAddress().getPort();
    }

    /** What was asked for meanwhile, as "METHOD path". */
    List<String> looks() {
        return looks;
    }

    private void answer(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            looks.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            send(
                    exchange,
                    "{\"status\":\"OK\",\"output\":\"%s\"}"
                            .formatted(status.replace("\"", "\\\"")));
            asked.countDown();
        } else {
            await();
            send(exchange, "{\"status\":\"OK\"}");
        }
    }

    private void await() {
        try {
            asked.await();
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
