package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import org.junit.jupiter.api.Test;

class RightTest {
    private static final String EXPECTED =
            """
            GET /deployments: list flinkdeployments
            GET /clusters: list flinkclusters
            GET /clusters/c/jobs: list flinkjobs
            GET /deployments/d: get flinkdeployments d
            GET /deployments/d/status: get flinkdeployments d
            POST /deployments/d: create flinkdeployments
            PUT /deployments/d: update flinkdeployments d
            DELETE /deployments/d: delete flinkdeployments d
            GET /clusters/c: get flinkclusters c
            GET /clusters/c/status: get flinkclusters c
            POST /clusters/c: create flinkclusters
            PUT /clusters/c: update flinkclusters c
            DELETE /clusters/c: delete flinkclusters c
            GET /clusters/c/jobs/j: get flinkjobs c-j
            GET /clusters/c/jobs/j/status: get flinkjobs c-j
            POST /clusters/c/jobs/j: create flinkjobs
            PUT /clusters/c/jobs/j: update flinkjobs c-j
            DELETE /clusters/c/jobs/j: delete flinkjobs c-j
            GET /clusters/c/jobs/j/savepoints: get flinkjobs c-j
            PUT /clusters/c/start: patch flinkclusters c
            PUT /clusters/c/stop: patch flinkclusters c
            PUT /clusters/c/scale: patch flinkclusters/scale c
            PUT /clusters/c/jobs/j/start: patch flinkjobs c-j
            PUT /clusters/c/jobs/j/stop: patch flinkjobs c-j
            PUT /clusters/c/jobs/j/scale: patch flinkjobs/scale c-j
            PUT /clusters/c/jobs/j/savepoint: patch flinkjobs c-j
            PUT /clusters/c/jobs/j/savepoint/trigger: patch flinkjobs c-j
            PUT /clusters/c/jobs/j/savepoint/forget: patch flinkjobs c-j
            DELETE /clusters/c/jobs/j/savepoint: patch flinkjobs c-j
            GET /clusters/c/jobs/j/details: get flinkjobs c-j
            GET /clusters/c/jobs/j/metrics: get flinkjobs c-j
            GET /clusters/c/jobmanager/metrics: get flinkclusters c
            GET /clusters/c/taskmanagers: get flinkclusters c
            GET /clusters/c/taskmanagers/t/details: get flinkclusters c
            GET /clusters/c/taskmanagers/t/metrics: get flinkclusters c
            GET /openapi: null
            """;

    @Test
    void each_route_needs_the_right_that_kubectl_would_need() {
        var routes =
                new ControlApi(
                                new FakeResources(),
                                new FakeFlinkJson(),
                                Guard.OPEN,
                                InstantSource.system())
                        .routes();
        var rights = new StringBuilder();
        for (var route : routes.table()) {
            var path =
                    route.path()
                            .replace("{deployment}", "d")
                            .replace("{cluster}", "c")
                            .replace("{job}", "j")
                            .replace("{taskmanager}", "t");
            var match = routes.match(route.method(), "/api/v1" + path);
            rights.append("%s %s: %s\n".formatted(route.method(), path, Right.of(match)));
        }

        assertThat(rights).hasToString(EXPECTED);
    }
}
