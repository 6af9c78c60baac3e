package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlChangesTest extends ControlFixture {
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

    @Test
    void a_deleted_resource_is_gone_also_when_another_has_its_name_at_once() throws Exception {
        resources.afterDelete(() -> resources.add(Kind.FlinkCluster, "lone", "", Map.of()));

        assertThat(send("DELETE", "/clusters/lone?wait=1", "").status()).isEqualTo(200);
        assertThat(cluster("lone").meta().uid()).isEqualTo("uid-lone-1");
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
    void a_job_starts_from_the_path_that_is_named_and_from_no_former_one() throws Exception {
        var path = "{\"restoreFrom\":\"s3p://bucket/savepoint-1\"}";
        assertThat(send("PUT", "/clusters/demo/jobs/a/start", path).status()).isEqualTo(200);
        assertThat(job("demo-a").meta().annotations())
                .containsEntry(Names.REQUESTED_ACTION, "START")
                .containsEntry(Names.WITHOUT_SAVEPOINT, "false")
                .containsEntry(Names.RESTORE_FROM, "s3p://bucket/savepoint-1");

        assertThat(send("PUT", "/clusters/demo/jobs/a/start", "").status()).isEqualTo(200);
        assertThat(job("demo-a").meta().annotations()).doesNotContainKey(Names.RESTORE_FROM);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    /jobs/a/start | {"restoreFrom":"savepoint-1"} | 422 | restoreFrom must be a URI such as s3p://bucket/path, or absolute, not savepoint-1
                    /jobs/a/start | {"restoreFrom":" "}           | 422 | restoreFrom is empty
                    /jobs/a/start | {"restoreFrom":7}             | 422 | restoreFrom must be a text
                    /jobs/a/start | {"restoreFrom":null}          | 422 | restoreFrom must be a text
                    /jobs/a/start | {"restoreFrom":"/a","withoutSavepoint":true} | 400 | contradict each other
                    /start        | {"restoreFrom":"/a"}          | 400 | restoreFrom is for jobs
                    /jobs/a/stop  | {"restoreFrom":"/a"}          | 400 | restoreFrom is for jobs that are started; this request takes withoutSavepoint
                    /jobs/a/start | {"restore-from":"/a"}         | 400 | restore-from is not known; this request takes withoutSavepoint and restoreFrom
                    /jobs/a/start | {"restorefrom":"abc"}         | 400 | restorefrom is not known
                    /jobs/a/scale | {"parallelism":1,"taskManagers":1} | 400 | taskManagers is not known; this request takes parallelism
                    """)
    void a_path_that_cannot_be_begun_from_asks_for_nothing(
            String path, String body, int status, String sentence) throws Exception {
        var got = send("PUT", "/clusters/demo" + path, body);

        assertThat(got.status()).isEqualTo(status);
        assertThat(got.error()).contains(sentence);
        assertThat(job("demo-a").meta().annotations()).isEmpty();
        assertThat(cluster("demo").meta().annotations()).isEmpty();
    }

    @Test
    void who_waits_for_a_start_is_told_that_its_path_was_refused() throws Exception {
        var supervisor =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (job("demo-a").isRequestDone()) {
                                        Thread.onSpinWait();
                                    }
                                    refuse("nothing is at /a");
                                });
        var got = send("PUT", "/clusters/demo/jobs/a/start?wait=30", "{\"restoreFrom\":\"/a\"}");
        supervisor.join();

        assertThat(got.status()).isEqualTo(422);
        assertThat(got.error()).isEqualTo("the job was not started: nothing is at /a");
    }

    private void refuse(String message) {
        var error = Map.of("message", message, "timestamp", "2026-01-01T00:00:00.000Z");
        resources.setStatus(Kind.FlinkJob, "demo-a", "lastError", error);
        resources.carryOut(Kind.FlinkJob, "demo-a", "Started");
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
    void a_wait_that_is_over_says_what_was_missing() throws Exception {
        var ready = Map.of("type", "Ready", "status", "False", "message", "nothing is at /a");
        resources.setStatus(Kind.FlinkJob, "demo-a", "conditions", List.of(ready));
        var got = send("PUT", "/clusters/demo/jobs/a/start?wait=1", "{\"restoreFrom\":\"/a\"}");

        assertThat(got.status()).isEqualTo(504);
        assertThat(got.error())
                .isEqualTo("FlinkJob demo-a is not started after 1 seconds: nothing is at /a");
    }
}
