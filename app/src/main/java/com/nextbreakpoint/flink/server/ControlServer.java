package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.common.media.type.MediaTypes;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.common.tls.TlsConfig;
import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The web server of the control interface; all of its answers are envelopes. */
final class ControlServer {
    private static final Logger LOG = LoggerFactory.getLogger("Control");
    private static final Set<String> PLAIN = Set.of("", "identity");
    private static final String UNREADABLE =
            "this is no valid HTTP request, or its headers are larger than 16 KiB";
    private static final Duration END_WITHIN = Duration.ofSeconds(2);

    private final Answering api;

    private ControlServer(Answering api) {
        this.api = api;
    }

    /** Who knows what to answer. */
    interface Answering {
        /**
         * Answers one request.
         *
         * @param rawPath as it was sent
         * @param wait the query parameter of that name, null where there is none
         */
        Reply answer(
                String method,
                String rawPath,
                @Nullable String wait,
                InputStream body,
                Caller caller);
    }

    /** HTTPS where there is a key store, with certificates of clients where there is trust. */
    static WebServerConfig.Builder of(Answering api, int port, TlsStores stores) {
        var server =
                Http.server(port, routing -> routing.any(new ControlServer(api)::handle))
                        .shutdownGracePeriod(END_WITHIN)
                        .directHandlers(ControlServer::envelopes);
        if (stores.keys() != null) {
            server.tls(tls(stores));
        }
        return server;
    }

    private static TlsConfig tls(TlsStores stores) {
        return TlsConfig.builder()
                .sslContext(stores.context())
                .enabledProtocols(TlsStores.PROTOCOLS)
                .clientAuth(stores.trust() == null ? TlsClientAuth.NONE : TlsClientAuth.REQUIRED)
                .buildPrototype();
    }

    private void handle(ServerRequest request, ServerResponse response) {
        boolean asObject = request.query().first("format").filter("object"::equals).isPresent();
        var reply = reply(request);
        if (reply.status() == ApiProblem.TOO_LARGE) {
            response.header(HeaderValues.CONNECTION_CLOSE);
        }
        if (reply.status() == ApiProblem.UNAUTHENTICATED) {
            response.header(HeaderNames.WWW_AUTHENTICATE, "Bearer");
        }
        if (!reply.allow().isEmpty()) {
            response.header(HeaderNames.ALLOW, reply.allow());
        }
        response.status(Status.create(reply.status()));
        response.headers().contentType(MediaTypes.APPLICATION_JSON);
        response.send(reply.text(asObject).getBytes(StandardCharsets.UTF_8));
    }

    private Reply reply(ServerRequest request) {
        var path = request.prologue().uriPath().rawPath();
        var method = request.prologue().method().text();
        try {
            checkFormat(request);
            return api.answer(
                    method,
                    path,
                    request.query().first("wait").orElse(null),
                    request.content().inputStream(),
                    caller(request));
        } catch (ApiProblem problem) {
            return Reply.of(problem);
        } catch (RuntimeException fault) {
            LOG.error("{} {} failed", method, path, fault);
            return Reply.of(new ApiProblem(500, "the operator failed: see its log"));
        }
    }

    private static void checkFormat(ServerRequest request) {
        var encoding = request.headers().first(HeaderNames.CONTENT_ENCODING).orElse("");
        if (!PLAIN.contains(encoding)) {
            throw new ApiProblem(
                    ApiProblem.UNSUPPORTED, "a body may not be encoded: send it plain");
        }
        var format = request.query().first("format").orElse("object");
        if (!format.equals("object")) {
            throw ApiProblem.badRequest("format must be object, or not be there");
        }
    }

    private static Caller caller(ServerRequest request) {
        var peer = request.remotePeer();
        var certificate = peer.tlsPrincipal().map(Principal::getName).orElse("");
        var words = request.headers().first(HeaderNames.AUTHORIZATION).orElse("").split(" ", 2);
        var isToken = words.length == 2 && words[0].equalsIgnoreCase("Bearer");
        return new Caller(peer.host(), certificate, isToken ? words[1].strip() : null);
    }

    /** What is wrong with a request before it gets to us is told in the same form. */
    private static void envelopes(DirectHandlers.Builder handlers) {
        for (var event : EventType.values()) {
            handlers.addHandler(event, ControlServer::envelope);
        }
    }

    private static DirectHandler.TransportResponse envelope(
            DirectHandler.TransportRequest request,
            EventType event,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        var reply = Reply.of(new ApiProblem(status.code(), sentence(status, message)));
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderValues.CONTENT_TYPE_JSON)
                .keepAlive(event.keepAlive())
                .entity(reply.text(false))
                .build();
    }

    /** Helidon has no words of its own for what it cannot read. */
    private static String sentence(Status status, @Nullable String message) {
        if (message != null) return message;
        return switch (status.code()) {
            case ApiProblem.BAD_REQUEST -> UNREADABLE;
            case ApiProblem.PATH_TOO_LONG -> "the path with its query is too long: shorten it";
            default -> status.reasonPhrase();
        };
    }
}
