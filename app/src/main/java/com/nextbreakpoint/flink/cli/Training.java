package com.nextbreakpoint.flink.cli;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;

/**
 * A run from which the JVM learns what to keep ready in its cache of classes: an operator starts,
 * and a client asks it, in one process. It goes on until it is told to end.
 */
final class Training {
    private Training() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        var kubeConfig = "--kube-config=" + args[0];
        var port = "--port=" + freePort();
        var operator =
                Thread.ofPlatform()
                        .start(() -> run("operator", "run", kubeConfig, port, "--monitor-port=0"));
        while (operator.isAlive() && run("deployments", "list", port) != Exit.DONE) {
            Thread.sleep(Duration.ofMillis(200));
        }
        operator.join();
    }

    private static int run(String... args) {
        return Main.run(Main.writer(System.out), Main.writer(System.err), args);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
