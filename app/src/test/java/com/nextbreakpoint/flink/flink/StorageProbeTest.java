package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(FlinkVersion.class)
class StorageProbeTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final Instant WRITTEN = Instant.ofEpochMilli(1_700_000_000_050L);
    private static final StorageQuestion CHECKPOINTS =
            new StorageQuestion("start", Set.of("file:/cp/" + JOB), Set.of(), Set.of());

    private final FakeFlink fake;
    private final FlinkClient flink;
    private final StorageProbe probe;

    StorageProbeTest(FlinkVersion version) {
        fake = FakeFlink.start(version);
        flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
        probe = new StorageProbe(flink, Duration.ofMillis(100), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void what_lies_in_the_storage_outlives_the_job_manager() {
        var job = fake.addJob(JOB);
        job.completeCheckpoint("file:/cp");
        var newest = job.completeCheckpoint("file:/cp");
        fake.restart();

        assertThat(probe.look(CHECKPOINTS))
                .isEqualTo(
                        new StorageAnswer(
                                Map.of("file:/cp/" + JOB, List.of(new Stored(2, newest, WRITTEN))),
                                Map.of()));
    }

    @Test
    void each_place_has_an_answer_of_its_own() {
        fake.storage().put("s3://b/sp/savepoint-1", 41);
        fake.storage().put("s3://b/sp/savepoint-2", 77);
        fake.storage().putIncomplete("s3://b/sp/savepoint-3");
        fake.storage().fail("s3://denied", "AccessDeniedException: s3://denied/x: 100% 403");
        var answer =
                probe.look(
                        new StorageQuestion(
                                "start",
                                Set.of("s3://b/sp", "s3://b/none"),
                                Set.of("s3://b/sp/savepoint-1/_metadata", "s3://b/sp/savepoint-3"),
                                Set.of("s3://b/new", "s3://denied/x")));

        assertThat(answer.problems())
                .isEqualTo(
                        Map.of("s3://denied/x", "AccessDeniedException: s3://denied/x: 100% 403"));
        assertThat(answer.found())
                .isEqualTo(
                        Map.of(
                                "s3://b/sp",
                                List.of(
                                        new Stored(77, "s3://b/sp/savepoint-2", WRITTEN),
                                        new Stored(41, "s3://b/sp/savepoint-1", WRITTEN)),
                                "s3://b/none",
                                List.of(),
                                "s3://b/sp/savepoint-1/_metadata",
                                List.of(new Stored(41, "s3://b/sp/savepoint-1", WRITTEN)),
                                "s3://b/sp/savepoint-3",
                                List.of(),
                                "s3://b/new",
                                List.of()));
    }

    @Test
    void a_path_that_is_wrong_as_a_target_has_a_problem_also_as_a_directory() {
        var both = new StorageQuestion("start", Set.of("file:/a"), Set.of(), Set.of("file:/a"));
        fake.storage().put("file:/a/savepoint-1", 1);
        assertThat(probe.look(both).found()).containsKey("file:/a");

        fake.storage().fail("file:/a", "IOException: no space left");
        assertThat(probe.look(both))
                .isEqualTo(
                        new StorageAnswer(
                                Map.of(), Map.of("file:/a", "IOException: no space left")));
    }

    @Test
    void no_job_and_no_jar_is_left() {
        probe.look(CHECKPOINTS);

        assertThat(fake.jobIds()).isEmpty();
        assertThat(fake.jars()).isZero();
        assertThat(fake.begun()).isEmpty();
    }

    @Test
    void leftovers_of_former_looks_are_removed_and_other_jars_stay() {
        flink.uploadJar(new byte[] {1}, "storage-probe-of-a-process-that-was-killed.jar");
        flink.uploadJar(new byte[] {1}, "bootstrap-1.jar");
        probe.look(CHECKPOINTS);

        assertThat(flink.jars())
                .extracting(FlinkClient.Jar::name)
                .containsExactly("bootstrap-1.jar");
    }

    @Test
    void nothing_to_look_at_is_answered_without_a_look() {
        var nothing = new StorageQuestion("start", Set.of(), Set.of(), Set.of());

        assertThat(probe.look(nothing)).isEqualTo(new StorageAnswer(Map.of(), Map.of()));
        assertThat(fake.requests()).isEmpty();
    }

    private String problem() {
        var answer = probe.look(CHECKPOINTS);
        assertThat(answer.found()).isEmpty();
        assertThat(answer.problems()).containsOnlyKeys("file:/cp/" + JOB);
        return answer.problems().getOrDefault("file:/cp/" + JOB, "");
    }

    @Test
    void a_storage_that_does_not_answer_is_a_problem() {
        fake.storage().hang("file:/cp");

        assertThat(problem()).isEqualTo("the storage did not answer within 8 s");
    }

    @Test
    void a_job_manager_that_takes_no_jars_is_told_by_its_setting() {
        var expected = "the JobManager takes no JARs: web.submit.enable is false";
        // The first is what 1.20 and 2.3 say.
        fake.misbehave(
                "POST /jars/upload",
                new Misbehaviour.Instead(400, "{\"errors\":[\"POST request not allowed\"]}"),
                1);
        assertThat(problem()).isEqualTo(expected);
        fake.misbehave(
                "POST /jars/upload",
                new Misbehaviour.Instead(404, "{\"errors\":[\"Not found: /jars/upload\"]}"),
                1);
        assertThat(problem()).isEqualTo(expected);
    }

    @Test
    void a_job_manager_that_cannot_run_programs_is_told_by_its_options() {
        var trace =
                "org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute"
                        + " application.\\nCaused by: java.lang.NoClassDefFoundError: Could not"
                        + " initialize class ExecutionContextEnvironment\\nCaused by:"
                        + " java.lang.ExceptionInInitializerError: Exception";
        fake.misbehave("run", new Misbehaviour.Instead(400, "{\"errors\":[\"" + trace + "\"]}"), 1);

        assertThat(problem())
                .isEqualTo(
                        "the JobManager cannot run programs: env.java.opts.all replaces Flink's"
                                + " own --add-opens options, so repeat them in it");
        assertThat(fake.jars()).isZero();
    }

    @Test
    void any_other_answer_is_told_by_its_root_cause() {
        fake.misbehave(
                "run",
                new Misbehaviour.Instead(
                        500,
                        "{\"errors\":[\"Internal server error.\",\"java.io.IOException: disk full\"]}"),
                1);

        assertThat(problem())
                .isEqualTo("the JobManager did not run the look: IOException: disk full");
        assertThat(fake.jars()).isZero();
    }

    @Test
    void an_answer_to_another_look_is_none() {
        fake.misbehave(
                "run",
                new Misbehaviour.Instead(
                        400, "{\"errors\":[\"java.lang.Error: [storage-probe 0a1b ZG9uZSAw ]\"]}"),
                1);

        assertThat(problem()).startsWith("the JobManager did not run the look: Error");
    }

    @Test
    void a_job_manager_that_does_not_answer_is_a_problem() {
        fake.misbehave("run", new Misbehaviour.Dropped(), 1);
        assertThat(problem())
                .startsWith("the JobManager did not run the look: POST /jars/")
                .contains("got no whole answer");

        fake.close();
        assertThat(problem()).matches("the JobManager took no JAR: .* refuses connections");
    }
}
