package com.nextbreakpoint.flink.kube.cache;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.kube.client.Json;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReadingTest {
    private static final String SPEC =
            """
            spec:
              jobParallelism: 2
              bootstrap: {image: "jobs:1", className: Main, jarPath: /jobs.jar}
              savepoint: {savepointInterval: 60, savepointTargetPath: "s3://savepoints"}
              restart: {}
            """;

    @Test
    void a_good_object_is_read_whole() {
        var job =
                read(
                        SPEC,
                        """
                        status:
                          supervisorStatus: Started
                          timestamp: "2020-12-16T10:13:07.026Z"
                          savepoints: [{path: p, timestamp: "2020-12-16T10:13:07.026Z", jobId: j, trigger: Stop}]
                        """);
        assertThat(job.malformed()).isEmpty();
        var spec = Objects.requireNonNull(job.spec());
        assertThat(spec.savepoint().savepointMode()).isEqualTo(SavepointMode.Automatic);
        assertThat(job.status().supervisorStatus()).isEqualTo(SupervisorStatus.Started);
        assertThat(job.status().timestamp()).isEqualTo(Instant.parse("2020-12-16T10:13:07.026Z"));
        assertThat(job.status().savepoints()).hasSize(1);
        assertThat(job.meta().name()).isEqualTo("job");
        assertThat(job.meta().resourceVersion()).isEqualTo("7");
    }

    @Test
    void an_object_without_a_status_has_the_empty_one() {
        assertThat(read(SPEC, "").status()).isEqualTo(FlinkJobStatus.NONE);
    }

    @Test
    void an_unknown_word_is_named_with_the_known_ones() {
        var job = read(SPEC.replace("restart: {}", "restart: {restartPolicy: Maybe}"), "");
        assertThat(job.spec()).isNull();
        assertThat(job.malformed())
                .isEqualTo(
                        "spec.restart.restartPolicy: Maybe is none of Never, Always, OnlyIfFailed");
    }

    @Test
    void a_word_in_place_of_a_number_is_named() {
        var job = read(SPEC.replace("jobParallelism: 2", "jobParallelism: many"), "");
        assertThat(job.malformed()).isEqualTo("spec.jobParallelism: many is not of the type int");
    }

    @Test
    void a_missing_section_is_named() {
        var job = read(SPEC.replace("  restart: {}\n", ""), "");
        assertThat(job.malformed()).contains("the field spec.restart is required");
    }

    @Test
    void a_missing_spec_is_told() {
        assertThat(read("", "").malformed()).startsWith("spec");
    }

    @Test
    void a_spec_that_is_no_object_is_told() {
        assertThat(read("spec: nonsense\n", "status: nonsense\n").malformed()).isNotEmpty();
        assertThat(read("spec: nonsense\n", "status: nonsense\n").status())
                .isEqualTo(FlinkJobStatus.NONE);
    }

    @Test
    void unknown_fields_are_passed_over() {
        assertThat(read(SPEC + "  future: {a: 1}\n", "status: {future: 1}\n").malformed())
                .isEmpty();
    }

    @Test
    void of_a_status_all_is_read_that_can_be() {
        var job =
                read(
                        SPEC,
                        """
                        status:
                          supervisorStatus: Dreaming
                          jobId: abc
                          attempt: 3
                          timestamp: yesterday
                          savepoints:
                            - {path: good, timestamp: "2020-12-16T10:13:07.026Z", jobId: j, trigger: Stop}
                            - {path: bad, timestamp: "2020-12-16T10:13:07.026Z", jobId: j, trigger: Whim}
                          restorePoint: {kind: Savepoint, path: kept, checkpointId: 4}
                          supervision: {stopReason: Whim, stopTries: 2, phaseTimestamp: {}}
                        """);
        assertThat(job.malformed()).startsWith("status.");
        assertThat(job.spec()).isNotNull();
        var status = job.status();
        assertThat(status.supervisorStatus()).isEqualTo(SupervisorStatus.Unknown);
        assertThat(status.jobId()).isEqualTo("abc");
        assertThat(status.attempt()).isEqualTo(3);
        assertThat(status.timestamp()).isNull();
        assertThat(status.savepoints()).hasSize(2);
        assertThat(status.savepoints().getFirst().path()).isEqualTo("good");
        assertThat(Objects.requireNonNull(status.restorePoint()).path()).isEqualTo("kept");
        assertThat(status.supervision().stopTries()).isEqualTo(2);
    }

    @Test
    void a_status_is_written_as_it_is_read_again() {
        var status =
                FlinkJobStatus.NONE
                        .withTimestamp(Instant.parse("2020-12-16T10:13:07.026Z"))
                        .withJobId("abc");
        var tree = Json.MAPPER.valueToTree(status);
        assertThat(tree.at("/timestamp").asText()).isEqualTo("2020-12-16T10:13:07.026Z");
        assertThat(tree.at("/savepointPath").isTextual()).isTrue();
        assertThat(tree.has("restorePoint")).isFalse();
        assertThat(Json.convert(tree, FlinkJobStatus.class)).isEqualTo(status);
    }

    private static Resource<FlinkJobSpec, FlinkJobStatus> read(String spec, String status) {
        var yaml =
                "kind: FlinkJob\nmetadata: {name: job, resourceVersion: \"7\"}\n" + spec + status;
        return Reading.JOB.of(Serialization.unmarshal(yaml, GenericKubernetesResource.class));
    }
}
