package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandsTest {
    private static final String SPEC = "{\"taskManagers\":1}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    deployments list                                             | GET /deployments
                    deployment status --deployment-name=d                        | GET /deployments/d/status
                    deployment get --deployment-name=d                           | GET /deployments/d
                    deployment delete --deployment-name=d                        | DELETE /deployments/d
                    deployment create --deployment-name=d --deployment-spec=SPEC | POST /deployments/d SPEC
                    deployment update --deployment-name=d --deployment-spec=SPEC | PUT /deployments/d SPEC
                    clusters list                                                | GET /clusters
                    cluster status --cluster-name=c                              | GET /clusters/c/status
                    cluster get --cluster-name c                                 | GET /clusters/c
                    cluster delete --cluster-name=c                              | DELETE /clusters/c
                    cluster create --cluster-name=c --cluster-spec=SPEC          | POST /clusters/c SPEC
                    cluster update --cluster-name=c --cluster-spec=SPEC          | PUT /clusters/c SPEC
                    cluster start --cluster-name=c                               | PUT /clusters/c/start {"withoutSavepoint":false}
                    cluster start --cluster-name=c --without-savepoint           | PUT /clusters/c/start {"withoutSavepoint":true}
                    cluster stop --cluster-name=c                                | PUT /clusters/c/stop {"withoutSavepoint":false}
                    cluster stop --cluster-name=c --without-savepoint            | PUT /clusters/c/stop {"withoutSavepoint":true}
                    cluster scale --cluster-name=c --task-managers=4             | PUT /clusters/c/scale {"taskManagers":4}
                    cluster stop --cluster-name=c --wait=60                      | PUT /clusters/c/stop?wait=60 {"withoutSavepoint":false}
                    cluster stop --wait --cluster-name=c                         | PUT /clusters/c/stop?wait=300 {"withoutSavepoint":false}
                    jobs list --cluster-name=c                                   | GET /clusters/c/jobs
                    job status --cluster-name=c --job-name=j                     | GET /clusters/c/jobs/j/status
                    job get --cluster-name=c --job-name=j                        | GET /clusters/c/jobs/j
                    job details --cluster-name=c --job-name=j                    | GET /clusters/c/jobs/j/details
                    job metrics --cluster-name=c --job-name=j                    | GET /clusters/c/jobs/j/metrics
                    job delete --cluster-name=c --job-name=j                     | DELETE /clusters/c/jobs/j
                    job create --cluster-name=c --job-name=j --job-spec=SPEC     | POST /clusters/c/jobs/j SPEC
                    job update --cluster-name=c --job-name=j --job-spec=SPEC     | PUT /clusters/c/jobs/j SPEC
                    job start --cluster-name=c --job-name=j                      | PUT /clusters/c/jobs/j/start {"withoutSavepoint":false}
                    job start --cluster-name=c --job-name=j --without-savepoint  | PUT /clusters/c/jobs/j/start {"withoutSavepoint":true}
                    job start --cluster-name=c --job-name=j --restore-from=s3p://b/a | PUT /clusters/c/jobs/j/start {"withoutSavepoint":false,"restoreFrom":"s3p://b/a"}
                    job stop --cluster-name=c --job-name=j --without-savepoint   | PUT /clusters/c/jobs/j/stop {"withoutSavepoint":true}
                    job scale --cluster-name=c --job-name=j --parallelism=2      | PUT /clusters/c/jobs/j/scale {"parallelism":2}
                    savepoint trigger --cluster-name=c --job-name=j              | PUT /clusters/c/jobs/j/savepoint
                    savepoint forget --cluster-name=c --job-name=j               | DELETE /clusters/c/jobs/j/savepoint
                    savepoint list --cluster-name=c --job-name=j                 | GET /clusters/c/jobs/j/savepoints
                    jobmanager metrics --cluster-name=c                          | GET /clusters/c/jobmanager/metrics
                    taskmanagers list --cluster-name=c                           | GET /clusters/c/taskmanagers
                    taskmanager details --cluster-name=c --taskmanager-id=10.0.0.5:6122-0c | GET /clusters/c/taskmanagers/10.0.0.5%3A6122-0c/details
                    taskmanager metrics --cluster-name=c --taskmanager-id=t      | GET /clusters/c/taskmanagers/t/metrics
                    """)
    void each_command_is_one_request(String command, String request) throws IOException {
        try (var control = FakeControl.ok()) {
            var words = (command + " " + control.port()).split(" +", -1);
            for (int i = 0; i < words.length; i++) {
                words[i] = words[i].replace("=SPEC", "=" + SPEC);
            }

            assertThat(Run.of(words).exit()).isEqualTo(Exit.DONE);
            assertThat(control.requests())
                    .containsExactly(request.replaceFirst(" /", " /api/v1/").replace("SPEC", SPEC));
        }
    }

    @Test
    void f20_update_sends_the_object_itself_and_not_a_quoted_text(@TempDir Path folder)
            throws IOException {
        var file = Files.writeString(folder.resolve("spec.yaml"), "taskManagers: 1\n");
        try (var control = FakeControl.ok()) {
            Run.of(
                    "cluster",
                    "update",
                    "--cluster-name=c",
                    "--cluster-spec=" + file,
                    control.port());

            assertThat(control.requests()).containsExactly("PUT /api/v1/clusters/c " + SPEC);
        }
    }

    @Test
    void f20_a_refusal_is_told_on_stderr_and_by_the_exit_code() throws IOException {
        var body = "{\"status\":\"ERROR\",\"error\":\"there is no cluster c\"}";
        try (var control = new FakeControl(404, body)) {
            var run = Run.of("cluster", "status", "--cluster-name=c", control.port());

            assertThat(run.exit()).isEqualTo(Exit.FAILED);
            assertThat(run.out()).isEqualToIgnoringNewLines(body);
            assertThat(run.err()).isEqualToIgnoringNewLines("error: there is no cluster c");
        }
    }

    @Test
    void a_wait_that_is_over_has_an_exit_code_of_its_own() throws IOException {
        try (var control = new FakeControl(504, "{\"status\":\"FAILURE\",\"error\":\"late\"}")) {
            String[] stop = {"cluster", "stop", "--cluster-name=c", control.port()};

            assertThat(Run.of(stop).exit()).isEqualTo(Exit.FAILED);
            var waited = Run.of("cluster", "stop", "--cluster-name=c", "--wait=1", control.port());
            assertThat(waited.exit()).isEqualTo(Exit.WAIT_TIMED_OUT);
            assertThat(waited.err()).startsWith("waiting up to 1 s");
        }
    }

    @Test
    void nobody_at_the_port_is_told_as_unreachable() {
        var run = Run.of("clusters", "list", "--port=1");

        assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: nothing answers at http://localhost:1/api/v1");
    }

    @Test
    void numbers_are_written_alike_in_every_country() {
        var before = Locale.getDefault();
        Locale.setDefault(Locale.of("ar", "EG"));
        try {
            var run = Run.of("clusters", "list", "--port=1");
            assertThat(run.err()).contains("http://localhost:1/api/v1");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void an_answer_of_some_other_server_is_told_as_unreachable() throws IOException {
        try (var other = new FakeControl(200, "<html>hello</html>")) {
            var run = Run.of("clusters", "list", other.port());

            assertThat(run.exit()).isEqualTo(Exit.UNREACHABLE);
            assertThat(run.err()).contains("is not the operator's control interface");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    cluster status                              | Missing required option: '--cluster-name
                    cluster scale --cluster-name=c --task-managers=x | 'x' is not an int
                    clusters list --port=70000                  | --port must be from 1 to 65535, not 70000
                    clusters list --keystore-path=/x            | --keystore-path needs --keystore-secret
                    clusters list --keystore-secret=x           | --keystore-secret needs --keystore-path
                    clusters list --truststore-path=/x          | --truststore-path needs --truststore-secret
                    clusters list --keystore-path=/x --keystore-secret=@/none | names the file /none
                    clusters list --truststore-path=/none --truststore-secret=x | no readable file /none
                    clusters list --token-file=/none            | --token-file names the file /none
                    clusters list --output=xml                  | expected one of [envelope, json, yaml, table]
                    job start --cluster-name=c --job-name=j --restore-from=a    | --restore-from must be a URI such as s3p://bucket/path, or absolute, not a
                    job start --cluster-name=c --job-name=j --restore-from=     | --restore-from is empty
                    job start --cluster-name=c --job-name=j --restore-from=/a --without-savepoint | --without-savepoint and --restore-from contradict each other
                    cluster start --cluster-name=c --restore-from=/a            | '--restore-from=/a'
                    cluster stop --cluster-name=c --wait=0      | --wait must be at least 1 second
                    cluster                                     | a command is missing after cluster
                    unknown                                     | 'unknown'
                    supervisor run                              | --cluster-name
                    supervisor run --cluster-name=a_b           | lower case letters
                    operator run --polling-interval=0           | --polling-interval must be from 1 to 60, not 0
                    operator run --task-timeout=0               | --task-timeout must be from 1
                    operator run --namespace=A                  | --namespace must be the name of a namespace
                    operator run --kube-config=~/none           | which cannot be read
                    operator run --authentication=ldap          | expected one of [none, kubernetes]
                    operator run --authentication=kubernetes    | needs --keystore-path too: tokens are not taken over plain HTTP
                    operator run --truststore-path=/x --truststore-secret=y | needs --keystore-path
                    """)
    void wrong_usage_is_one_sentence(String command, String sentence) {
        var run = Run.of(command.split(" ", -1));

        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("error: ").contains(sentence);
        assertThat(run.err().lines()).hasSize(1);
    }
}
