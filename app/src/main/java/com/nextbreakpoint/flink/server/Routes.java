package com.nextbreakpoint.flink.server;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The table of routes, and which of them a request means. Helidon's patterns compare a path that is
 * decoded and tidied up: {@code DELETE /clusters//lone} would delete the cluster lone.
 */
record Routes(List<Route> table) {
    static final String PREFIX = "/api/v1/";

    /** A route and the values of its placeholders. */
    record Match(Route route, Map<String, String> names) {}

    /**
     * The route of a request; {@link ApiProblem} where there is none.
     *
     * @param rawPath as it was sent: an escaped slash does not divide
     */
    Match match(String method, String rawPath) {
        var segments = segments(rawPath);
        var others = new ArrayList<String>();
        for (var route : table) {
            var names = names(route.segments(), segments);
            if (names.isPresent() && route.method().equals(method)) {
                return new Match(route, names.get());
            }
            names.ifPresent(any -> others.add(route.method()));
        }
        if (others.isEmpty()) {
            throw ApiProblem.notFound("there is nothing at %s".formatted(rawPath));
        }
        var allow = others.stream().distinct().collect(Collectors.joining(", "));
        throw ApiProblem.notAllowed(rawPath, allow, method);
    }

    private static List<String> segments(String rawPath) {
        if (!rawPath.startsWith(PREFIX)) {
            throw ApiProblem.notFound("there is nothing at %s".formatted(rawPath));
        }
        var segments = new ArrayList<String>();
        for (var raw : rawPath.substring(PREFIX.length()).split("/", -1)) {
            segments.add(decoded(raw));
        }
        // The manual's list of endpoints writes both.
        if (segments.getFirst().equals("cluster")) {
            segments.set(0, "clusters");
        }
        return segments;
    }

    private static String decoded(String raw) {
        try {
            return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException wrong) {
            throw ApiProblem.badRequest(
                    "the path has an escape that cannot be read: %s".formatted(raw));
        }
    }

    private static Optional<Map<String, String>> names(
            List<String> pattern, List<String> segments) {
        if (pattern.size() != segments.size()) {
            return Optional.empty();
        }
        var names = new LinkedHashMap<String, String>();
        for (int i = 0; i < pattern.size(); i++) {
            var part = pattern.get(i);
            if (part.startsWith("{")) {
                names.put(part.substring(1, part.length() - 1), segments.get(i));
            } else if (!part.equals(segments.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(names);
    }
}
