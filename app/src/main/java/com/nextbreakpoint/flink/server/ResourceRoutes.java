package com.nextbreakpoint.flink.server;

import static com.nextbreakpoint.flink.server.Route.Answers.CHANGE;
import static com.nextbreakpoint.flink.server.Route.Answers.CREATE;
import static com.nextbreakpoint.flink.server.Route.Answers.LIST;
import static com.nextbreakpoint.flink.server.Route.Answers.READ;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.server.Route.Body;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Lists, specs and statuses, and how resources are created, replaced and deleted. */
record ResourceRoutes(Resources resources, Finder finder, Waits waits) {
    List<Route> table() {
        return Stream.of(
                        Stream.of(
                                read(
                                        "/deployments",
                                        "List deployments",
                                        LIST,
                                        r -> names(Kind.FlinkDeployment)),
                                read(
                                        "/clusters",
                                        "List clusters",
                                        LIST,
                                        r -> names(Kind.FlinkCluster)),
                                read("/clusters/{cluster}/jobs", "List jobs", READ, this::jobs)),
                        of(
                                Kind.FlinkDeployment,
                                "/deployments/{deployment}",
                                "deployment",
                                Body.DEPLOYMENT_SPEC),
                        of(Kind.FlinkCluster, "/clusters/{cluster}", "cluster", Body.CLUSTER_SPEC),
                        of(Kind.FlinkJob, "/clusters/{cluster}/jobs/{job}", "job", Body.JOB_SPEC),
                        Stream.of(
                                read(
                                        "/clusters/{cluster}/jobs/{job}/savepoints",
                                        "List the latest savepoints of a job, the newest first",
                                        READ,
                                        r ->
                                                finder.get(Kind.FlinkJob, r)
                                                        .status()
                                                        .path("savepoints"))))
                .flatMap(routes -> routes)
                .toList();
    }

    private Stream<Route> of(Kind kind, String path, String word, Body body) {
        return Stream.of(
                read(path, "Get the spec of a " + word, READ, r -> spec(kind, r)),
                read(
                        path + "/status",
                        "Get the status of a " + word,
                        READ,
                        r -> finder.get(kind, r).status()),
                new Route("POST", path, "Create a " + word, body, CREATE, r -> create(kind, r)),
                new Route(
                        "PUT",
                        path,
                        "Replace the spec of a " + word,
                        body,
                        CHANGE,
                        r -> replace(kind, r)),
                new Route(
                        "DELETE",
                        path,
                        "Delete a " + word,
                        Body.NONE,
                        CHANGE,
                        r -> delete(kind, r)));
    }

    private static Route read(
            String path,
            String summary,
            Route.Answers answers,
            Function<ApiRequest, JsonNode> read) {
        return new Route("GET", path, summary, Body.NONE, answers, r -> Reply.data(read.apply(r)));
    }

    private JsonNode names(Kind kind) {
        var names = JsonNodeFactory.instance.arrayNode();
        resources.list(kind).stream().map(item -> item.meta().name()).sorted().forEach(names::add);
        return names;
    }

    private JsonNode jobs(ApiRequest request) {
        var jobs = finder.jobsOf(request.cluster());
        if (jobs.isEmpty()) {
            var unused = finder.get(Kind.FlinkCluster, request);
        }
        var names = JsonNodeFactory.instance.arrayNode();
        jobs.forEach(names::add);
        return names;
    }

    private JsonNode spec(Kind kind, ApiRequest request) {
        var item = finder.get(kind, request);
        if (!item.malformed().isEmpty()) {
            throw ApiProblem.conflict(
                    "the %s %s cannot be read: %s"
                            .formatted(kind, item.meta().name(), item.malformed()));
        }
        return item.spec();
    }

    private Reply create(Kind kind, ApiRequest request) {
        var name = request.resource(kind);
        resources.create(kind, name, labels(kind, request), specOf(kind, request, null));
        waits.until(request, kind, "ready", item -> item.filter(Item::isReady).isPresent());
        return Reply.CREATED;
    }

    private Reply replace(Kind kind, ApiRequest request) {
        var item = finder.get(kind, request);
        finder.ownerOf(item)
                .ifPresent(
                        owner -> {
                            throw ApiProblem.conflict(
                                    "the %s %s belongs to the FlinkDeployment %s: change that"
                                            .formatted(kind, item.meta().name(), owner));
                        });
        resources.replace(kind, item.meta().name(), live -> specOf(kind, request, live));
        waits.until(request, kind, "ready", now -> now.filter(Item::isReady).isPresent());
        return Reply.DONE;
    }

    private Reply delete(Kind kind, ApiRequest request) {
        var meta = finder.get(kind, request).meta();
        resources.delete(kind, meta.name());
        // One of the same name may be created at once.
        waits.until(
                request,
                kind,
                "gone",
                now -> now.filter(it -> it.meta().uid().equals(meta.uid())).isEmpty());
        return Reply.DONE;
    }

    private static Map<String, String> labels(Kind kind, ApiRequest request) {
        return switch (kind) {
            case FlinkDeployment -> Labels.cluster(request.deployment());
            case FlinkCluster -> Labels.cluster(request.cluster());
            case FlinkJob -> Labels.job(request.cluster(), request.job());
        };
    }

    /** The sent spec, with what the path says and what scaling has set since. */
    private static JsonNode specOf(Kind kind, ApiRequest request, @Nullable JsonNode live) {
        ObjectNode spec = request.body().deepCopy();
        switch (kind) {
            case FlinkDeployment -> {}
            case FlinkCluster -> keep("taskManagers", live, spec);
            case FlinkJob -> {
                nameCluster(request, spec);
                keep("jobParallelism", live, spec);
            }
        }
        return spec;
    }

    private static void keep(String field, @Nullable JsonNode live, ObjectNode spec) {
        if (live != null) {
            spec.put(field, live.path(field).asInt());
        }
    }

    private static void nameCluster(ApiRequest request, ObjectNode spec) {
        var named = spec.path("clusterName").asText(request.cluster());
        if (!named.equals(request.cluster())) {
            throw ApiProblem.unprocessable(
                    "clusterName is %s in the spec and %s in the path: leave it out"
                            .formatted(named, request.cluster()));
        }
        spec.put("clusterName", named);
    }
}
