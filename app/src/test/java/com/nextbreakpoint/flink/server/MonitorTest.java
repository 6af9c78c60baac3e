package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Kind;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MonitorTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Metrics metrics = new Metrics("1.2.3");
    private final AtomicReference<String> silent = new AtomicReference<>("");
    private final AtomicBoolean ready = new AtomicBoolean();
    private final WebServer server =
            new Monitor("1.2.3", metrics, silent::get, ready::get).start(0);

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:" + server.port() + path);
        return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    @Test
    void version_names_the_product() throws Exception {
        var answer = get("/version");

        assertThat(answer.body())
                .isEqualTo("{\"name\":\"flink-k8s-toolbox\",\"version\":\"1.2.3\"}");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void health_follows_what_it_is_told() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(503);
        ready.set(true);
        silent.set("election, events");
        assertThat(get("/livez").statusCode()).isEqualTo(503);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
    }

    @Test
    void a_process_that_is_not_well_says_which_loop_is_silent() throws Exception {
        assertThat(get("/livez").body()).isEqualTo("ok\n");
        silent.set("election");
        assertThat(get("/livez").body()).isEqualTo("not ok: election\n");
    }

    @Test
    void statuses_are_counted_with_their_zeros() throws Exception {
        metrics.countStatuses(
                "flink",
                () -> List.of(SupervisorStatus.Started, SupervisorStatus.Started),
                () -> List.of(SupervisorStatus.Stopped));

        var text = get("/metrics").body();
        for (var status : SupervisorStatus.values()) {
            assertThat(text)
                    .contains(
                            sample("cluster", status, status == SupervisorStatus.Started ? 2 : 0));
            assertThat(text)
                    .contains(sample("job", status, status == SupervisorStatus.Stopped ? 1 : 0));
        }
    }

    private static String sample(String kind, SupervisorStatus status, int count) {
        return "\nflink_operator_%s_status{namespace=\"flink\",status=\"%s\"} %d.0\n"
                .formatted(kind, status, count);
    }

    @Test
    void what_happened_is_counted() throws Exception {
        metrics.reconciled("clusters", Duration.ofMillis(1), Duration.ofMillis(2), false);
        metrics.calledFlink("overview", Duration.ofMillis(3), true);
        metrics.tookSavepoint(Duration.ofSeconds(1), false);
        metrics.restartedJob();
        metrics.refusedStatus(Kind.FlinkJob);
        metrics.wroteStatus(Kind.FlinkJob);
        metrics.leads(true);

        assertThat(get("/metrics").body())
                .contains(
                        "flink_operator_reconcile_seconds_count{controller=\"clusters\",outcome=\"done\"}"
                                + " 1",
                        "flink_operator_queue_seconds_count{controller=\"clusters\"} 1",
                        "flink_operator_flink_call_seconds_count{call=\"overview\",outcome=\"failed\"}"
                                + " 1",
                        "flink_operator_savepoint_seconds_count{outcome=\"done\"} 1",
                        "flink_operator_job_restarts_total 1.0",
                        "flink_operator_status_writes_total{kind=\"FlinkJob\"} 1.0",
                        "flink_operator_status_refused_total{kind=\"FlinkJob\"} 1.0",
                        "flink_operator_leader 1.0",
                        "flink_operator_build_info{",
                        "jvm_memory_used_bytes{");
    }

    @Test
    void a_port_that_is_taken_is_one_sentence() {
        int taken = server.port();

        assertThatThrownBy(() -> new Monitor("1.2.3", metrics, () -> "", () -> true).start(taken))
                .isInstanceOf(CannotListen.class)
                .hasMessage("port %d cannot be listened at: is another process there?", taken);
    }
}
