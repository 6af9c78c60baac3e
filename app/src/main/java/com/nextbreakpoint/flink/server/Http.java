package com.nextbreakpoint.flink.server;

import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import java.time.Duration;

/** What our web servers have in common. */
final class Http {
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration IDLE = Duration.ofSeconds(75);

    private Http() {}

    static WebServerConfig.Builder server(int port) {
        return WebServer.builder()
                .port(port)
                .shutdownHook(false)
                .featuresDiscoverServices(false)
                .maxTcpConnections(MOST_CONNECTIONS)
                .idleConnectionTimeout(IDLE);
    }

    /** Throws {@link CannotListen}, of which Helidon only says that it does not run. */
    static WebServer start(WebServerConfig.Builder config) {
        var server = config.build().start();
        if (!server.isRunning()) {
            throw new CannotListen(config.port());
        }
        return server;
    }
}
