package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.server.Routes.Match;
import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.webserver.WebServer;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control interface: from a request's method, path and body to its answer. */
public final class ControlApi {
    private static final Logger LOG = LoggerFactory.getLogger("Control");
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}]+");

    private final Routes routes;
    private final Guard guard;

    public ControlApi(Resources resources, LiveFlink flink, Guard guard, InstantSource clock) {
        this.guard = guard;
        var finder = new Finder(resources);
        var waits = new Waits(resources, clock);
        var table =
                Stream.of(
                                new ResourceRoutes(resources, finder, waits).table(),
                                new CommandRoutes(resources, finder, waits, clock).table(),
                                new FlinkRoutes(flink, finder).table(),
                                List.of(OpenApi.route()))
                        .flatMap(List::stream)
                        .toList();
        this.routes = new Routes(table);
    }

    Routes routes() {
        return routes;
    }

    /**
     * Starts it, by HTTPS where there is a key store; port 0 takes any free one. Whoever wants
     * tokens must have a key store: they are not taken over plain HTTP.
     */
    public WebServer start(int port, TlsStores stores) {
        if (guard != Guard.OPEN && stores.keys() == null) {
            throw new IllegalArgumentException("tokens are not taken over plain HTTP");
        }
        return Http.start(ControlServer.of(this::answer, port, stores));
    }

    /** As {@link ControlServer.Answering}. */
    Reply answer(
            String method, String rawPath, @Nullable String wait, InputStream body, Caller caller) {
        try {
            return audited(routes.match(method, rawPath), rawPath, wait, body, caller);
        } catch (ApiProblem problem) {
            return Reply.of(problem);
        }
    }

    /** Each change leaves a line: who, what, and what came of it. */
    private Reply audited(
            Match match, String path, @Nullable String wait, InputStream body, Caller caller) {
        var user = "";
        try {
            user = guard.admit(Right.of(match), caller.token());
            var reply = handled(match, wait, body);
            audit(match, path, caller.named(user), "done");
            return reply;
        } catch (ApiProblem problem) {
            audit(match, path, caller.named(user), problem.sentence());
            throw problem;
        }
    }

    private static void audit(Match match, String path, String who, String result) {
        if (match.route().changes()) {
            LOG.info("{} {} by {}: {}", match.route().method(), path, plain(who), plain(result));
        }
    }

    /** Nobody can write lines of their own into the log. */
    private static String plain(String text) {
        return CONTROL.matcher(text).replaceAll(" ");
    }

    private static Reply handled(Match match, @Nullable String wait, InputStream body) {
        var route = match.route();
        var request =
                new ApiRequest(
                        match.names(),
                        Bodies.read(route.body(), body),
                        route.changes() ? duration(wait) : null);
        return route.handler().apply(request);
    }

    private static @Nullable Duration duration(@Nullable String wait) {
        if (wait == null) {
            return null;
        }
        try {
            var duration = Duration.ofSeconds(Integer.parseInt(wait));
            if (duration.isPositive() && duration.compareTo(ApiRequest.LONGEST_WAIT) <= 0) {
                return duration;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw ApiProblem.badRequest(
                "wait must be a number of seconds from 1 to %d"
                        .formatted(ApiRequest.LONGEST_WAIT.toSeconds()));
    }
}
