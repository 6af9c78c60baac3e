package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What must hold with every version; a class for each runs it. */
abstract class FlinkClientContract {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String TRIGGER = "fedcba9876543210fedcba9876543210";

    private final FlinkVersion version;
    private final FakeFlink fake;
    private final FlinkClient flink;

    FlinkClientContract(FlinkVersion version) {
        this.version = version;
        this.fake = FakeFlink.start(version);
        this.flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void the_overview_tells_version_and_slots() {
        fake.taskManagers(new TaskManager("tm-1", "10.0.0.7", 2, 1));

        assertThat(flink.overview()).isEqualTo(new FlinkClient.Overview(version.number(), 2, 1));
    }

    @Test
    void a_task_manager_is_known_by_its_id_and_host() {
        fake.taskManagers(
                new TaskManager("tm-1", "10.0.0.7", 2, 1),
                new TaskManager("tm-2", "[fd00::7]", 1, 0));

        assertThat(flink.taskManagers())
                .containsExactly(
                        new TaskManager("tm-1", "10.0.0.7", 2, 1),
                        new TaskManager("tm-2", "fd00::7", 1, 0));
    }

    @Test
    void the_mark_of_a_list_changes_with_its_jobs_and_only_then() {
        var none = flink.listing().mark();
        var job = fake.addJob(JOB);
        var one = flink.listing().mark();

        assertThat(one).isNotEqualTo(none).isEqualTo(flink.listing().mark());
        job.tasks("deploying");
        assertThat(flink.listing().mark()).isNotEqualTo(one);
    }

    @Test
    void a_listed_job_runs_when_its_tasks_do() {
        fake.addJob(JOB);
        assertThat(flink.jobs()).singleElement().matches(job -> job.runs() && job.id().equals(JOB));

        fake.job(JOB).tasks("scheduled");
        assertThat(flink.jobs()).singleElement().matches(job -> !job.runs());
    }

    @Test
    void checkpoints_and_savepoints_share_one_counter() {
        var job = fake.addJob(JOB);
        var checkpoint = job.completeCheckpoint("file:/cp");
        flink.triggerSavepoint(JOB, TRIGGER, "file:/sp");
        var known = flink.checkpoints(JOB);
        var newest = requireNonNull(known.checkpoint());
        var savepoint = requireNonNull(known.savepoint());

        assertThat(known.completed()).isEqualTo(2);
        assertThat(newest.path()).isEqualTo(checkpoint);
        assertThat(newest.timestamp()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_050L));
        assertThat(savepoint.id()).isGreaterThan(newest.id());
        assertThat(savepoint.path()).startsWith("file:/sp/savepoint-012345-");
    }

    @Test
    void a_checkpoint_that_flink_calls_discarded_is_told_since_there_is_a_newer_one() {
        fake.checkpointCacheAge(Duration.ofHours(1));
        var job = fake.addJob(JOB);
        var first = job.completeCheckpoint("file:/cp");
        assertThat(requireNonNull(flink.checkpoints(JOB).checkpoint()).path()).isEqualTo(first);
        job.completeCheckpoint("file:/cp");

        assertThat(flink.get("jobs/" + JOB + "/checkpoints")).contains("\"discarded\":true");
        assertThat(requireNonNull(flink.checkpoints(JOB).checkpoint()).path()).isEqualTo(first);
    }

    @Test
    void a_checkpoint_without_a_path_is_none() {
        fake.addJob(JOB);
        fake.misbehave(
                "checkpoints",
                new Misbehaviour.Instead(
                        200,
                        """
                        {"counts":{"completed":1},"latest":{"completed":{"id":1,
                        "external_path":"<checkpoint-not-externally-addressable>"}}}"""),
                1);

        assertThat(flink.checkpoints(JOB).checkpoint()).isNull();
    }

    @Test
    void after_a_failover_the_restored_checkpoint_is_the_newest() {
        fake.misbehave(
                "checkpoints",
                new Misbehaviour.Instead(
                        200,
                        """
                        {"counts":{"completed":0},"latest":{"completed":null,"savepoint":null,
                        "restored":{"id":41,"restore_timestamp":1700000000000,"is_savepoint":false,
                        "external_path":"s3://b/chk-41"}}}"""),
                1);
        var checkpoint = requireNonNull(flink.checkpoints(JOB).checkpoint());

        assertThat(checkpoint.id()).isEqualTo(41);
        assertThat(checkpoint.path()).isEqualTo("s3://b/chk-41");
    }

    @Test
    void retained_checkpoints_are_told_by_the_jobs_own_settings() {
        fake.cacheAge(Duration.ZERO);
        var job = fake.addJob(JOB);
        assertThat(flink.checkpointSettings(JOB).retained()).isTrue();

        job.retained(false);
        assertThat(flink.checkpointSettings(JOB).retained()).isFalse();
    }

    @Test
    void checkpoints_in_memory_are_told_by_the_jobs_own_settings() {
        fake.cacheAge(Duration.ZERO);
        var job = fake.addJob(JOB);
        assertThat(flink.checkpointSettings(JOB).filed()).isTrue();

        job.filed(false).completeCheckpoint("file:/cp");
        assertThat(flink.checkpointSettings(JOB).filed()).isFalse();
        assertThat(flink.checkpoints(JOB).checkpoint()).isNull();
    }

    @Test
    void settings_that_do_not_tell_a_checkpoints_storage_tell_none_in_memory() {
        fake.misbehave(
                "checkpoints/config",
                new Misbehaviour.Instead(200, "{\"externalization\":{\"enabled\":false}}"),
                1);

        assertThat(flink.checkpointSettings(JOB))
                .isEqualTo(new FlinkClient.CheckpointSettings(false, true));
    }

    @Test
    void the_root_cause_is_in_the_history_of_exceptions() {
        fake.cacheAge(Duration.ZERO);
        var job = fake.addJob(JOB);
        assertThat(flink.rootCause(JOB)).isEmpty();

        job.fail("java.lang.IllegalStateException: disk full");
        assertThat(flink.rootCause(JOB)).isEqualTo("IllegalStateException: disk full");
    }

    @Test
    void the_root_cause_of_an_old_version_is_found_too() {
        fake.misbehave(
                "exceptions",
                new Misbehaviour.Instead(
                        200,
                        """
                        {"root-exception":"java.lang.Error: gone","exceptionHistory":{"entries":[]}}"""),
                1);

        assertThat(flink.rootCause(JOB)).isEqualTo("Error: gone");
    }

    @Test
    void a_trigger_is_unknown_then_in_progress_then_completed() {
        fake.addJob(JOB);
        fake.holdSavepoints(true);
        assertThat(flink.trigger(JOB, TRIGGER)).isEqualTo(new Trigger.Unknown());

        flink.triggerSavepoint(JOB, TRIGGER, "file:/sp");
        assertThat(flink.trigger(JOB, TRIGGER)).isEqualTo(new Trigger.InProgress());

        fake.holdSavepoints(false);
        assertThat(flink.trigger(JOB, TRIGGER))
                .isInstanceOfSatisfying(
                        Trigger.Completed.class,
                        done -> assertThat(done.location()).startsWith("file:/sp/savepoint-"));
        assertThat(fake.begun()).containsExactly("savepoints " + JOB);
    }

    @Test
    void the_same_trigger_again_begins_nothing_and_finds_the_first_result() {
        fake.addJob(JOB);
        flink.stop(JOB, TRIGGER, "file:/sp");
        flink.stop(JOB, TRIGGER, "file:/other");

        assertThat(fake.begun()).containsExactly("stop " + JOB);
        assertThat(fake.job(JOB).state()).isEqualTo("FINISHED");
        assertThat(flink.trigger(JOB, TRIGGER))
                .isInstanceOfSatisfying(
                        Trigger.Completed.class,
                        done -> assertThat(done.location()).startsWith("file:/sp/"));
    }

    @Test
    void a_failed_savepoint_says_why() {
        fake.addJob(JOB);
        fake.failSavepoints("java.io.IOException: Failed to create savepoint directory at s3://x");
        flink.stop(JOB, TRIGGER, "s3://x");

        assertThat(flink.trigger(JOB, TRIGGER))
                .isEqualTo(
                        new Trigger.Failed(
                                "IOException: Failed to create savepoint directory at s3://x"));
        assertThat(fake.job(JOB).state()).isEqualTo("RUNNING");
    }

    @Test
    void a_trigger_of_a_job_that_is_gone_has_failed() {
        flink.triggerSavepoint(JOB, TRIGGER, "file:/sp");

        assertThat(flink.trigger(JOB, TRIGGER))
                .isInstanceOfSatisfying(
                        Trigger.Failed.class,
                        failed -> assertThat(failed.cause()).contains("FlinkJobNotFound"));
    }

    @Test
    void a_job_is_cancelled_once_and_again() {
        fake.addJob(JOB);
        flink.cancel(JOB);
        flink.cancel(JOB);

        assertThat(fake.job(JOB).state()).isEqualTo("CANCELED");
    }

    @Test
    void cancelling_what_is_finished_or_unknown_is_right_already() {
        fake.addJob(JOB).state("FINISHED");
        flink.cancel(JOB);
        flink.cancel("0".repeat(32));

        assertThat(fake.job(JOB).state()).isEqualTo("FINISHED");
    }

    @Test
    void any_answer_can_be_had_as_it_is() {
        assertThat(flink.get("overview")).contains("\"flink-version\":\"" + version.number());
    }

    @Test
    void an_unknown_job_is_a_refusal() {
        var refused =
                catchThrowableOfType(FlinkRefused.class, () -> flink.checkpoints("0".repeat(32)));

        assertThat(refused.code()).isEqualTo(404);
        assertThat(refused).hasMessageMatching("NotFoundException: Job 0+ not found");
    }
}
