package com.nextbreakpoint.flink.kube.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * An API server that creates what it is asked to create, until it falls silent: from then on it
 * takes requests and holds them for as long as whoever asks waits for the answer.
 */
public final class SilentApi implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(150);

    private final ServerSocket server;
    private final List<Long> ends = new CopyOnWriteArrayList<>();
    private volatile boolean silent;

    public SilentApi() throws IOException {
        server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    public KubernetesClient client() {
        var config = Config.empty();
        config.setMasterUrl("http://127.0.0.1:" + server.getLocalPort());
        return KubeAccess.connect(config, "test", PATIENCE);
    }

    public void fallSilent() {
        silent = true;
    }

    /** When the last of those who waited for an answer gave up, on this process' own clock. */
    public long lastEnd() {
        return ends.stream().mapToLong(Long::longValue).max().orElseThrow();
    }

    private void accept() {
        try {
            while (true) {
                var socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException closed) {
            // So it ends.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            var in = socket.getInputStream();
            for (var head = head(in); !head.isEmpty(); head = head(in)) {
                var body = in.readNBytes(length(head));
                if (silent) {
                    in.transferTo(OutputStream.nullOutputStream());
                } else {
                    answer(socket, head.startsWith("GET") ? 404 : 201, body);
                }
            }
        } catch (IOException gone) {
            // Nobody waits any more.
        }
        ends.add(System.nanoTime());
    }

    private static void answer(Socket socket, int code, byte[] object) throws IOException {
        var body =
                new String(object, UTF_8)
                        .replace("\"metadata\":{", "\"metadata\":{\"resourceVersion\":\"1\",")
                        .getBytes(UTF_8);
        var head =
                "HTTP/1.1 %d -\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                        .formatted(code, body.length);
        socket.getOutputStream().write(head.getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
    }

    /** Up to the empty line; "" at the end. */
    private static String head(InputStream in) throws IOException {
        var head = new StringBuilder();
        for (var next = in.read(); next >= 0; next = in.read()) {
            head.append((char) next);
            if (head.indexOf("\r\n\r\n", head.length() - 4) >= 0) return head.toString();
        }
        return "";
    }

    private static int length(String head) {
        return head.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.substring(line.indexOf(':') + 1).strip()))
                .findFirst()
                .orElse(0);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
