package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.nextbreakpoint.flink.server.Routes.Match;
import com.nextbreakpoint.flink.tls.Stores;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control interface: from a request's method, path and body to its answer. */
public final class ControlApi {
    static final int LARGEST_BODY = 1 << 20;
    static final Duration LONGEST_WAIT = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger("Control");
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .build();

    private final Routes routes;

    /**
     * @param version of the product, for the OpenAPI document
     */
    public ControlApi(Resources resources, LiveFlink flink, InstantSource clock, String version) {
        var finder = new Finder(resources);
        var waits = new Waits(resources, clock);
        var table =
                Stream.of(
                                new ResourceRoutes(resources, finder, waits).table(),
                                new CommandRoutes(resources, finder, waits, clock).table(),
                                new FlinkRoutes(flink, finder).table())
                        .flatMap(List::stream)
                        .toList();
        this.routes = new Routes(OpenApi.with(table, version));
    }

    Routes routes() {
        return routes;
    }

    /** Starts it, by HTTPS where there is a key store; port 0 takes any free one. */
    public WebServer start(int port, Stores stores) {
        return Http.start(ControlServer.of(this, port, stores));
    }

    /**
     * Answers one request.
     *
     * @param rawPath as it was sent
     * @param wait the query parameter of that name, null where there is none
     * @param who for the audit line of a change
     */
    Reply answer(
            String method, String rawPath, @Nullable String wait, InputStream body, String who) {
        try {
            var match = routes.match(method, rawPath);
            return audited(match, rawPath, who, () -> handled(match, wait, body));
        } catch (ApiProblem problem) {
            return Reply.of(problem);
        }
    }

    private static Reply handled(Match match, @Nullable String wait, InputStream body) {
        var route = match.route();
        var request =
                new ApiRequest(
                        match.names(),
                        read(route.body(), body),
                        route.changes() ? duration(wait) : null);
        return route.handler().handle(request);
    }

    /** How a request is carried out. */
    private interface Work {
        Reply run();
    }

    private static Reply audited(Match match, String path, String who, Work work) {
        if (!match.route().changes()) {
            return work.run();
        }
        try {
            var reply = work.run();
            LOG.info("{} {} by {}: done", match.route().method(), path, who);
            return reply;
        } catch (ApiProblem problem) {
            LOG.info("{} {} by {}: {}", match.route().method(), path, who, problem.sentence());
            throw problem;
        }
    }

    private static @Nullable Duration duration(@Nullable String wait) {
        if (wait == null) {
            return null;
        }
        try {
            var duration = Duration.ofSeconds(Integer.parseInt(wait));
            if (duration.isPositive() && duration.compareTo(LONGEST_WAIT) <= 0) {
                return duration;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw ApiProblem.badRequest(
                "wait must be a number of seconds from 1 to %d"
                        .formatted(LONGEST_WAIT.toSeconds()));
    }

    private static JsonNode read(Route.Body expected, InputStream stream) {
        if (expected == Route.Body.NONE) {
            return JsonNodeFactory.instance.objectNode();
        }
        try {
            var bytes = stream.readNBytes(LARGEST_BODY + 1);
            if (bytes.length > LARGEST_BODY) {
                throw new ApiProblem(ApiProblem.TOO_LARGE, "a body may have 1 MiB at most");
            }
            var isOptional = expected == Route.Body.WITHOUT_SAVEPOINT;
            if (bytes.length == 0 && isOptional) {
                return JsonNodeFactory.instance.objectNode();
            }
            var body = JSON.readTree(bytes);
            if (body.isObject()) {
                return body;
            }
            throw ApiProblem.badRequest("the body must be a JSON object");
        } catch (MismatchedInputException more) {
            throw ApiProblem.badRequest("the body must be one JSON object, and nothing after it");
        } catch (JsonProcessingException wrong) {
            var place = wrong.getLocation();
            throw ApiProblem.badRequest(
                    "the body is not JSON: line %d, column %d: %s"
                            .formatted(
                                    place.getLineNr(),
                                    place.getColumnNr(),
                                    wrong.getOriginalMessage()));
        } catch (IOException broken) {
            throw ApiProblem.badRequest("the body broke off");
        }
    }
}
