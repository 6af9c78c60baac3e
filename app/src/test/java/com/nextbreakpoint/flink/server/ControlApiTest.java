package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.tls.Stores;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest {
    private final FakeResources resources = new FakeResources();
    private final FakeFlinkJson flink = new FakeFlinkJson();
    private final WebServer server =
            new ControlApi(resources, flink, InstantSource.system(), "1.2.3")
                    .start(0, new Stores(null, null));
    private final HttpClient client = HttpClient.newHttpClient();

    ControlApiTest() {
        resources.add(Kind.FlinkDeployment, "demo", "", Map.of("cluster", Map.of()));
        resources.add(Kind.FlinkCluster, "demo", "uid-demo", Map.of("taskManagers", 3));
        resources.add(Kind.FlinkCluster, "lone", "", Map.of("taskManagers", 3));
        resources.add(Kind.FlinkJob, "demo-a", "uid-demo", Map.of("clusterName", "demo"));
        resources.add(
                Kind.FlinkJob, "lone-a", "", Map.of("clusterName", "lone", "jobParallelism", 2));
        resources.setStatus(Kind.FlinkJob, "lone-a", "jobId", "c0ffee");
    }

    @AfterEach
    void stop() {
        server.stop();
        client.close();
    }

    /** An answer: its status and its envelope. */
    private record Got(int status, JsonNode envelope) {
        String error() {
            return envelope.path("error").asText();
        }

        String output() {
            return envelope.path("output").asText();
        }
    }

    private Got send(String method, String path, BodyPublisher body)
            throws IOException, InterruptedException {
        var uri = URI.create("http://localhost:%d/api/v1%s".formatted(server.port(), path));
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, body);
        var response = client.send(request.build(), BodyHandlers.ofString());
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        return new Got(response.statusCode(), new JsonMapper().readTree(response.body()));
    }

    private Got send(String method, String path, String body)
            throws IOException, InterruptedException {
        return send(method, path, BodyPublishers.ofString(body));
    }

    private Got get(String path) throws IOException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    private Item cluster(String name) {
        return resources.find(Kind.FlinkCluster, name).orElseThrow();
    }

    private Item job(String name) {
        return resources.find(Kind.FlinkJob, name).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /deployments              | ["demo"]
                    /clusters                 | ["demo","lone"]
                    /clusters/demo/jobs       | ["a"]
                    /cluster/demo/jobs        | ["a"]
                    /clusters/lone            | {"taskManagers":3}
                    /clusters/lone/jobs/a     | {"clusterName":"lone","jobParallelism":2}
                    """)
    void data_is_a_text_that_holds_json(String path, String output) throws Exception {
        var got = get(path);

        assertThat(got.status()).isEqualTo(200);
        assertThat(got.envelope().path("status").asText()).isEqualTo("OK");
        assertThat(new JsonMapper().readTree(got.output()))
                .isEqualTo(new JsonMapper().readTree(output));
    }

    @Test
    void data_comes_as_json_where_that_is_asked_for() throws Exception {
        assertThat(get("/deployments?format=object").envelope())
                .isEqualTo(new JsonMapper().readTree("{\"status\":\"OK\",\"output\":[\"demo\"]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/deployments/demo/status",
                "/clusters/demo/status",
                "/cluster/demo/status",
                "/clusters/demo/jobs/a/status",
                "/cluster/demo/jobs/a/status"
            })
    void a_status_is_shown_as_it_is(String path) throws Exception {
        assertThat(get(path).output()).contains("\"supervisorStatus\":\"Started\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    GET    | /clusters/none/status          | 404 | there is no FlinkCluster none
                    GET    | /clusters/lone/jobs/b/status   | 404 | there is no FlinkJob lone-b
                    GET    | /deployments/none              | 404 | there is no FlinkDeployment none
                    GET    | /clusters/none/jobs            | 404 | there is no FlinkCluster none
                    GET    | /nothing                       | 404 | there is nothing at /api/v1/nothing
                    GET    | /clusters/Demo/status          | 400 | the name of a cluster is
                    GET    | /clusters/a.b/status           | 400 | the name of a cluster is
                    GET    | /clusters/demo/jobs/a_b/status | 400 | the name of a job is
                    GET    | /clusters?format=xml           | 400 | format must be object
                    POST   | /clusters                      | 405 | takes GET, not POST
                    PATCH  | /clusters/lone                 | 405 | takes GET, POST, PUT, DELETE, not PATCH
                    PUT    | /clusters/lone/scale           | 422 | taskManagers is missing
                    PUT    | /clusters/lone/jobs/a/scale    | 422 | parallelism is missing
                    PUT    | /clusters/lone/stop?wait=0     | 400 | wait must be a number of seconds
                    PUT    | /clusters/none/stop            | 404 | there is no FlinkCluster none
                    DELETE | /clusters/none                 | 404 | there is no FlinkCluster none
                    POST   | /clusters/lone                 | 409 | exists already
                    PUT    | /clusters/demo                 | 409 | belongs to the FlinkDeployment demo: change that
                    PUT    | /clusters/demo/jobs/a          | 409 | belongs to the FlinkDeployment demo: change that
                    """)
    void a_wrong_request_is_told_in_one_sentence(
            String method, String path, int status, String sentence) throws Exception {
        var got = send(method, path, "{}");

        assertThat(got.status()).as(got.error()).isEqualTo(status);
        assertThat(got.envelope().path("status").asText()).isEqualTo("ERROR");
        assertThat(got.error()).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /clusters/lone/scale | {"taskManagers":-1}     | 422
                    /clusters/lone/scale | {"taskManagers":1.5}    | 422
                    /clusters/lone/scale | {"taskManagers":"1"}    | 422
                    /clusters/lone/scale | {"taskManagers":99999999999} | 422
                    /clusters/lone/scale | []                      | 400
                    /clusters/lone/scale | {                       | 400
                    /clusters/lone/scale | {} {}                   | 400
                    /clusters/lone/scale | ``                      | 400
                    /clusters/lone/stop  | {"withoutSavepoint":1}  | 422
                    /clusters/lone/jobs/b | {"clusterName":"demo"} | 404
                    """)
    void a_wrong_body_is_refused(String path, String body, int status) throws Exception {
        assertThat(send("PUT", path, body).status()).isEqualTo(status);
    }

    @Test
    void create_keeps_the_spec_and_answers_201() throws Exception {
        var got = send("POST", "/clusters/fresh", "{\"taskManagers\":1}");

        assertThat(got.status()).isEqualTo(201);
        assertThat(got.envelope().toString()).isEqualTo("{\"status\":\"OK\"}");
        assertThat(cluster("fresh").spec().path("taskManagers").asInt()).isEqualTo(1);
    }

    @Test
    void a_job_is_created_for_the_cluster_of_its_path() throws Exception {
        assertThat(send("POST", "/clusters/lone/jobs/fresh", "{}").status()).isEqualTo(201);
        assertThat(job("lone-fresh").spec().path("clusterName").asText()).isEqualTo("lone");
        assertThat(send("POST", "/clusters/lone/jobs/x", "{\"clusterName\":\"demo\"}").status())
                .isEqualTo(422);
    }

    @Test
    void an_update_replaces_the_spec_and_keeps_the_scale() throws Exception {
        assertThat(send("PUT", "/clusters/lone", "{\"taskManagers\":9,\"x\":1}").status())
                .isEqualTo(200);
        assertThat(cluster("lone").spec().toString()).isEqualTo("{\"taskManagers\":3,\"x\":1}");
        assertThat(send("PUT", "/clusters/lone/jobs/a", "{\"y\":1}").status()).isEqualTo(200);
        assertThat(job("lone-a").spec().toString())
                .isEqualTo("{\"y\":1,\"clusterName\":\"lone\",\"jobParallelism\":2}");
    }

    @Test
    void delete_deletes() throws Exception {
        assertThat(send("DELETE", "/clusters/lone", "").status()).isEqualTo(200);
        assertThat(resources.find(Kind.FlinkCluster, "lone")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    PUT    | /clusters/demo/start                   | {"withoutSavepoint":false} | START             | false
                    PUT    | /clusters/demo/stop                    | {"withoutSavepoint":true}  | STOP              | true
                    PUT    | /clusters/demo/stop                    | ``                         | STOP              | false
                    PUT    | /clusters/demo/jobs/a/start            | {}                         | START             | false
                    PUT    | /clusters/demo/jobs/a/stop             | {"withoutSavepoint":true}  | STOP              | true
                    PUT    | /clusters/demo/jobs/a/savepoint        | ``                         | TRIGGER_SAVEPOINT |
                    PUT    | /clusters/demo/jobs/a/savepoint/trigger | ``                        | TRIGGER_SAVEPOINT |
                    DELETE | /clusters/demo/jobs/a/savepoint        | ``                         | FORGET_SAVEPOINT  |
                    PUT    | /clusters/demo/jobs/a/savepoint/forget | ``                         | FORGET_SAVEPOINT  |
                    """)
    void a_command_becomes_annotations(
            String method, String path, String body, String action, String without)
            throws Exception {
        assertThat(send(method, path, body).envelope().toString()).isEqualTo("{\"status\":\"OK\"}");

        var item = path.contains("/jobs/") ? job("demo-a") : cluster("demo");
        assertThat(item.meta().annotations())
                .containsEntry(Names.REQUESTED_ACTION, action)
                .containsKey(Names.ACTION_TIMESTAMP);
        assertThat(item.meta().annotations().get(Names.WITHOUT_SAVEPOINT)).isEqualTo(without);
    }

    @Test
    void scale_sets_the_number() throws Exception {
        assertThat(send("PUT", "/clusters/demo/scale", "{\"taskManagers\":4}").status())
                .isEqualTo(200);
        assertThat(cluster("demo").spec().path("taskManagers").asInt()).isEqualTo(4);
        assertThat(send("PUT", "/clusters/demo/jobs/a/scale", "{\"parallelism\":2}").status())
                .isEqualTo(200);
        assertThat(job("demo-a").spec().path("jobParallelism").asInt()).isEqualTo(2);
    }

    @Test
    void a_wait_ends_when_the_wish_is_reached() throws Exception {
        var supervisor =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (cluster("lone").isRequestDone()) {
                                        Thread.onSpinWait();
                                    }
                                    resources.carryOut(Kind.FlinkCluster, "lone", "Stopped");
                                });
        assertThat(send("PUT", "/clusters/lone/stop?wait=30", "{}").status()).isEqualTo(200);
        supervisor.join();
        assertThat(cluster("lone").text("/supervisorStatus")).isEqualTo("Stopped");
    }

    @Test
    void a_wait_that_is_over_is_told() throws Exception {
        var got = send("PUT", "/clusters/lone/stop?wait=1", "{}");

        assertThat(got.status()).isEqualTo(504);
        assertThat(got.envelope().path("status").asText()).isEqualTo("FAILURE");
        assertThat(got.error()).isEqualTo("FlinkCluster lone is not stopped after 1 seconds");
    }

    @Test
    void a_body_of_more_than_one_mebibyte_is_refused() throws Exception {
        var large = "{\"x\":\"" + "y".repeat(ControlApi.LARGEST_BODY) + "\"}";

        assertThat(send("PUT", "/clusters/lone", large).status()).isEqualTo(413);
        assertThat(get("/clusters").status()).isEqualTo(200);
    }

    @Test
    void details_are_flinks_own() throws Exception {
        flink.answer("jobs/c0ffee", "{\"jid\":\"c0ffee\",\"vertices\":[]}")
                .answer("taskmanagers", "{\"taskmanagers\":[{\"id\":\"t1\"}]}")
                .answer("taskmanagers/10.244.0.25%3A6122-0c89a2", "{\"id\":\"x\"}");

        assertThat(get("/clusters/lone/jobs/a/details").output())
                .isEqualTo("{\"jid\":\"c0ffee\",\"vertices\":[]}");
        assertThat(get("/clusters/lone/taskmanagers").output()).isEqualTo("[{\"id\":\"t1\"}]");
        for (var id : new String[] {"10.244.0.25:6122-0c89a2", "10.244.0.25%3A6122-0c89a2"}) {
            assertThat(get("/clusters/lone/taskmanagers/" + id + "/details").output())
                    .isEqualTo("{\"id\":\"x\"}");
        }
    }

    @Test
    void a_job_that_was_never_started_has_no_details() throws Exception {
        var got = get("/clusters/demo/jobs/a/details");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.error()).isEqualTo("the job demo-a was never started");
    }

    @Test
    void a_flink_that_is_not_there_is_a_failure_and_not_an_error() throws Exception {
        var got = get("/clusters/lone/jobmanager/metrics");

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.envelope().path("status").asText()).isEqualTo("FAILURE");
    }

    @Test
    void the_document_describes_every_route() throws Exception {
        var document = get("/openapi").envelope();

        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/paths/~1clusters~1{cluster}/put/summary").asText())
                .isEqualTo("Replace the spec of a cluster");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/v1/clusters HTTP/1.1\r\nBad Header: x\r\n\r\n",
                "GET /api/v1/clusters?wait=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "GET /api/v1/%%% HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
                "NONSENSE\r\n\r\n",
            })
    void what_is_not_http_gets_an_envelope_too(String raw) throws Exception {
        try (var socket = new Socket("localhost", server.port())) {
            socket.getOutputStream().write(raw.getBytes(StandardCharsets.UTF_8));
            socket.setSoTimeout(5000);
            var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).startsWith("HTTP/1.1 4");
            assertThat(answer).contains("{\"status\":\"ERROR\",\"error\":\"");
        }
    }
}
