package com.nextbreakpoint.flink.e2e.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.e2e.bench.SimulatedFlink.Mood;
import com.nextbreakpoint.flink.flink.fake.Reply;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * All JobManagers: each has an address of its own, and one listener on all addresses tells them
 * apart by the one that was called.
 */
final class JobManagers implements AutoCloseable {
    private static final int PORT = 8081;
    private static final int BACKLOG = 4096;
    private static final Duration SLOW = Duration.ofSeconds(2);

    /** Longer than anybody waits for an answer. */
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private static final Duration CHECKPOINTS = Duration.ofMinutes(1);
    private static final JsonMapper JSON = new JsonMapper();
    private static final Reply BROKEN =
            new Reply(500, Map.of("errors", List.of("Internal server error.", "simulated")));

    private final Map<String, SimulatedFlink> byCluster = new ConcurrentHashMap<>();
    private final Map<String, SimulatedFlink> byAddress = new ConcurrentHashMap<>();
    private final HttpServer server;
    private final Thread checkpoints;

    JobManagers() {
        // As Flink, which closes a connection after five minutes without a request.
        System.setProperty("sun.net.httpserver.idleInterval", "300");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "20000");
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            this.server = HttpServer.create(new InetSocketAddress(PORT), BACKLOG);
        } catch (IOException failure) {
            throw new UncheckedIOException("port 8081 is needed: run dev/bench.sh", failure);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        this.checkpoints = Thread.ofVirtual().start(this::completeCheckpoints);
    }

    @Override
    public void close() {
        checkpoints.interrupt();
        server.stop(0);
    }

    SimulatedFlink of(String cluster) {
        return byCluster.computeIfAbsent(cluster, _ -> new SimulatedFlink());
    }

    List<SimulatedFlink> of(List<String> clusters) {
        return clusters.stream().map(this::of).toList();
    }

    void forget(String cluster) {
        byCluster.remove(cluster);
    }

    /** Another process, which knows no job, answers at this address. */
    void begin(String cluster, String address) {
        var flink = of(cluster);
        flink.flink().restart();
        byAddress.put(address, flink);
    }

    void end(String address) {
        byAddress.remove(address);
    }

    static URI uri(String address) {
        return URI.create("http://" + address + ":" + PORT + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var called = exchange.getLocalAddress().getAddress().getHostAddress();
            var flink = byAddress.get(called);
            // Nobody lives there: the connection just ends.
            if (flink == null) return;
            flink.asked(exchange.getRemoteAddress().getPort());
            var body = exchange.getRequestBody().readAllBytes();
            switch (flink.mood()) {
                case HEALTHY -> write(exchange, answer(flink, exchange, body));
                case SLOW -> {
                    pause(SLOW);
                    write(exchange, answer(flink, exchange, body));
                }
                case FAILING -> write(exchange, BROKEN);
                case HUNG, FLAPPING -> stayMute(flink);
            }
        }
    }

    private static Reply answer(SimulatedFlink flink, HttpExchange exchange, byte[] body)
            throws IOException {
        return flink.answer(exchange.getRequestMethod(), exchange.getRequestURI().getPath(), body);
    }

    private static void write(HttpExchange exchange, Reply reply) throws IOException {
        var bytes = JSON.writeValueAsString(reply.json()).getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=UTF-8");
        exchange.sendResponseHeaders(reply.code(), bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static void stayMute(SimulatedFlink flink) {
        var end = System.nanoTime() + SILENCE.toNanos();
        while (System.nanoTime() < end && flink.mood() == Mood.HUNG) pause(Duration.ofSeconds(1));
    }

    /** Of each job once a minute, spread over the minute. */
    private void completeCheckpoints() {
        long seconds = CHECKPOINTS.toSeconds();
        for (long second = 0; pause(Duration.ofSeconds(1)); second++) {
            var now = second % seconds;
            byCluster.forEach(
                    (cluster, flink) -> {
                        if (Math.floorMod(cluster.hashCode(), seconds) == now) {
                            flink.completeCheckpoints();
                        }
                    });
        }
    }

    private static boolean pause(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
            return true;
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
