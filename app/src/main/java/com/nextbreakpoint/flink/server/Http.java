package com.nextbreakpoint.flink.server;

import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.FilterChain;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.time.Duration;
import java.util.function.Consumer;

/** What our web servers have in common. */
final class Http {
    private static final int MOST_CONNECTIONS = 256;
    private static final Duration IDLE = Duration.ofSeconds(75);

    private Http() {}

    static WebServerConfig.Builder server(int port, Consumer<HttpRouting.Builder> routes) {
        return WebServer.builder()
                .port(port)
                .routing(routing -> routes.accept(routing.addFilter(Http::closeAsSaid)))
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

    /**
     * Helidon up to 4.5.3 answers {@code Connection: close} and does not close (its issue 12324).
     */
    private static void closeAsSaid(
            FilterChain chain, ServerRequest request, ServerResponse response) {
        chain.proceed();
        if (response.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            readRest(request);
            throw new CloseConnectionException("as was said");
        }
    }

    /** What is left unread would reset the connection, and the answer with it. */
    private static void readRest(ServerRequest request) {
        try {
            if (request.continueSent() && !request.content().consumed()) {
                request.content().consume();
            }
        } catch (RuntimeException gone) {
            throw new CloseConnectionException("the client is gone", gone);
        }
    }
}
