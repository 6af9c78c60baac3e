package com.nextbreakpoint.flink.e2e.crash;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nextbreakpoint.flink.kube.client.KubeAccess;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Stands before the API server, whom its clients then reach without TLS, and spoils requests. */
final class Proxy implements AutoCloseable {
    private static final String GONE =
            "{\"type\":\"ERROR\",\"object\":{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\",\"message\":\"too"
                    + " old resource version: 1 (2)\",\"reason\":\"Expired\",\"code\":410}}";

    private final KubeAccess.ApiServer server;
    private final ServerSocket socket;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger spoiled = new AtomicInteger();
    private final AtomicInteger silences = new AtomicInteger();
    private volatile Function<HttpHead, Fault> faults;

    Proxy(KubeAccess access, Function<HttpHead, Fault> faults) {
        this.faults = faults;
        this.server = access.apiServer();
        try {
            this.socket = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    /** The API server as clients see it from here on. */
    KubeAccess open() {
        try {
            var file = Files.createTempFile("kubeconfig", "");
            Files.writeString(file, kubeconfig());
            file.toFile().deleteOnExit();
            return KubeAccess.open(Path.of(file.toString()), Map.of(), "test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private String kubeconfig() {
        return """
        apiVersion: v1
        kind: Config
        current-context: proxy
        clusters: [{name: proxy, cluster: {server: "http://127.0.0.1:%d"}}]
        users: [{name: proxy, user: {}}]
        contexts: [{name: proxy, context: {cluster: proxy, user: proxy}}]
        """
                .formatted(socket.getLocalPort());
    }

    void spoil(Function<HttpHead, Fault> how) {
        faults = how;
    }

    /** From here on nothing comes through the connections that there are, not even their end. */
    void silence() {
        silences.incrementAndGet();
    }

    /** How many there were so far. */
    int requests() {
        return requests.get();
    }

    int spoiled() {
        return spoiled.get();
    }

    @Override
    public void close() {
        quietly(socket::close);
        threads.shutdownNow();
    }

    private void accept() {
        while (!socket.isClosed()) {
            quietly(
                    () -> {
                        var client = socket.accept();
                        threads.execute(() -> quietly(() -> serve(client)));
                    });
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            var input = new BufferedInputStream(client.getInputStream());
            var head = HttpHead.read(input);
            var body = head.body(input);
            requests.incrementAndGet();
            var fault = faults.apply(head);
            if (!fault.equals(Fault.NONE)) spoiled.incrementAndGet();
            switch (fault) {
                case Fault.Slow(var by) -> {
                    sleep(by);
                    pass(head, body, client, null);
                }
                case Fault.Cut(var after) -> pass(head, body, client, after);
                case Fault.Instead instead -> answer(client, instead);
                case Fault.Reset() -> client.setSoLinger(true, 0);
                case Fault.Lost() -> {
                    carryOut(head, body);
                    client.setSoLinger(true, 0);
                }
                case Fault.Gone() -> tellGone(client);
            }
        }
    }

    /** At most for the time, without one to its end. */
    private void pass(HttpHead head, byte[] body, Socket client, @Nullable Duration time)
            throws IOException {
        try (var upstream = connect()) {
            upstream.getOutputStream().write(head.forwarded());
            upstream.getOutputStream().write(body);
            upstream.getOutputStream().flush();
            if (time != null) threads.execute(() -> quietly(() -> cut(upstream, time)));
            var before = silences.get();
            var buffer = new byte[8192];
            for (int n; (n = upstream.getInputStream().read(buffer)) >= 0; ) {
                if (silences.get() == before) client.getOutputStream().write(buffer, 0, n);
            }
        }
    }

    private void carryOut(HttpHead head, byte[] body) throws IOException {
        try (var upstream = connect()) {
            upstream.getOutputStream().write(head.forwarded());
            upstream.getOutputStream().write(body);
            upstream.getOutputStream().flush();
            var unused = upstream.getInputStream().readAllBytes();
        }
    }

    private Socket connect() throws IOException {
        var address = server.address();
        return server.tls().getSocketFactory().createSocket(address.getHost(), address.getPort());
    }

    private static void cut(Socket upstream, Duration after) throws IOException {
        sleep(after);
        upstream.close();
    }

    private static void answer(Socket client, Fault.Instead instead) throws IOException {
        var body =
                ("{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"metadata\":{},\"status\":\"Failure\","
                                + "\"message\":\"%s\",\"reason\":\"%s\",\"code\":%d}")
                        .formatted(instead.message(), instead.reason(), instead.code());
        var head =
                List.of(
                        "HTTP/1.1 " + instead.code() + " Spoiled",
                        "Content-Type: application/json",
                        "Retry-After: 1",
                        "Content-Length: " + body.length(),
                        "Connection: close");
        write(client, String.join("\r\n", head) + "\r\n\r\n" + body);
    }

    private static void tellGone(Socket client) throws IOException {
        var start = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nConnection: close";
        write(client, start + "\r\n\r\n" + GONE + "\n");
    }

    private static void write(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** Connections break all the time here, and clients tell of it. */
    private static void quietly(Work work) {
        try {
            work.run();
        } catch (IOException broken) {
            // Whoever is at the other end has seen it, too.
        }
    }
}
