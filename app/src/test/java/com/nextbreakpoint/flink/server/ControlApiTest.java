package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ControlApiTest extends ControlFixture {
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
                    PUT    | /clusters/lone%2Fstop          | 400 | the name of a cluster is
                    DELETE | /clusters/lone;x=1             | 400 | the name of a cluster is
                    GET    | /clusters/                     | 400 | the name of a cluster is
                    DELETE | /clusters//lone                | 404 | there is nothing at /api/v1/clusters//lone
                    DELETE | /clusters/demo/../lone         | 404 | there is nothing at /api/v1/clusters/demo/../lone
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
    void the_document_describes_every_route() throws Exception {
        var document = get("/openapi").envelope();

        assertThat(document.path("openapi").asText()).isEqualTo("3.1.0");
        assertThat(document.at("/paths/~1clusters~1{cluster}/put/summary").asText())
                .isEqualTo("Replace the spec of a cluster");
    }
}
