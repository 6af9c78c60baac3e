package com.nextbreakpoint.flink.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.core.Kind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** What Flink itself says, at the moment of the request. */
record FlinkRoutes(LiveFlink flink, Finder finder) {
    List<Route> table() {
        var job = "/clusters/{cluster}/jobs/{job}";
        var taskManager = "/clusters/{cluster}/taskmanagers/{taskmanager}";
        return List.of(
                get(job + "/details", "Get Flink's details of a job", this::jobDetails),
                get(job + "/metrics", "Get the metrics of a job", this::jobMetrics),
                get(
                        "/clusters/{cluster}/jobmanager/metrics",
                        "Get the metrics of the JobManager",
                        request -> FlinkStats.ofJobManager(flinkOf(request))),
                get(
                        "/clusters/{cluster}/taskmanagers",
                        "List TaskManagers",
                        request -> flinkOf(request).get("taskmanagers").path("taskmanagers")),
                get(
                        taskManager + "/details",
                        "Get Flink's details of a TaskManager",
                        request -> flinkOf(request).get("taskmanagers/" + id(request))),
                get(
                        taskManager + "/metrics",
                        "Get the metrics of a TaskManager",
                        request -> FlinkStats.ofTaskManager(flinkOf(request), id(request))));
    }

    private static Route get(String path, String summary, Function<ApiRequest, JsonNode> read) {
        return new Route(
                "GET",
                path,
                summary,
                Route.Body.NONE,
                Route.Answers.FLINK,
                request -> Reply.data(read.apply(request)));
    }

    private JsonNode jobDetails(ApiRequest request) {
        var id = jobId(request);
        return flink.open(request.cluster()).get("jobs/" + id);
    }

    private JsonNode jobMetrics(ApiRequest request) {
        var id = jobId(request);
        return FlinkStats.ofJob(flink.open(request.cluster()), id);
    }

    private LiveFlink.Session flinkOf(ApiRequest request) {
        return flink.open(finder.get(Kind.FlinkCluster, request).meta().name());
    }

    private String jobId(ApiRequest request) {
        var job = finder.get(Kind.FlinkJob, request);
        var id = job.text("/jobId");
        if (id.isEmpty()) {
            throw ApiProblem.conflict("the job %s was never started".formatted(job.meta().name()));
        }
        return id;
    }

    private static String id(ApiRequest request) {
        return URLEncoder.encode(request.taskManager(), StandardCharsets.UTF_8).replace("+", "%20");
    }
}
