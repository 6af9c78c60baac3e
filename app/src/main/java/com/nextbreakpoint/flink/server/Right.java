package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.kube.write.Reviews;
import com.nextbreakpoint.flink.server.Route.Answers;
import com.nextbreakpoint.flink.server.Routes.Match;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a user of Kubernetes must be allowed to do for a request to be carried out.
 *
 * @param subresource "" for the resource itself
 * @param name "" for all of them, or for one that is not there yet
 */
public record Right(String verb, Kind kind, String subresource, String name) {
    /** Null for what tells nothing of any resource. */
    static @Nullable Right of(Match match) {
        var route = match.route();
        var kind = kind(route);
        if (kind == null) {
            return null;
        }
        var verb = verb(route);
        var isNamed = !verb.equals("list") && !verb.equals("create");
        return new Right(
                verb,
                kind,
                route.path().endsWith("/scale") ? "scale" : "",
                isNamed ? name(kind, match.names()) : "");
    }

    /** For people: {@code patch flinkclusters/scale demo}. */
    @Override
    public String toString() {
        var resource = Reviews.plural(kind) + (subresource.isEmpty() ? "" : "/" + subresource);
        return "%s %s %s".formatted(verb, resource, name).strip();
    }

    private static @Nullable Kind kind(Route route) {
        var segments = route.segments();
        return switch (segments.getFirst()) {
            case "deployments" -> Kind.FlinkDeployment;
            case "clusters" ->
                    segments.size() > 2 && segments.get(2).equals("jobs")
                            ? Kind.FlinkJob
                            : Kind.FlinkCluster;
            default -> null;
        };
    }

    private static String verb(Route route) {
        var isWhole = route.path().endsWith("}");
        return switch (route.method()) {
            case "GET" -> isList(route) ? "list" : "get";
            case "POST" -> "create";
            case "DELETE" -> isWhole ? "delete" : "patch";
            default -> isWhole ? "update" : "patch";
        };
    }

    private static boolean isList(Route route) {
        return route.answers() == Answers.LIST || route.path().endsWith("/jobs");
    }

    private static String name(Kind kind, Map<String, String> names) {
        var cluster = names.getOrDefault(ApiRequest.CLUSTER, "");
        return switch (kind) {
            case FlinkDeployment -> Objects.requireNonNull(names.get(ApiRequest.DEPLOYMENT));
            case FlinkCluster -> cluster;
            case FlinkJob -> Names.job(cluster, Objects.requireNonNull(names.get(ApiRequest.JOB)));
        };
    }
}
