package com.nextbreakpoint.flink.bootstrap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Main;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold with every version; a class for each runs it. */
abstract class BootstrapContract extends BootstrapFixture {
    BootstrapContract(FlinkVersion version) {
        super(version);
    }

    @Test
    void a_job_is_started_once_and_nothing_is_left_behind() throws IOException {
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(fake.jobIds()).containsExactly(JOB);
        assertThat(fake.jars()).isZero();
        assertThat(log)
                .hasContent(
                        "{\"submitted\":true,\"jobId\":\"%s\",\"message\":\"The job is submitted: %s\"}"
                                .formatted(JOB, JOB));
    }

    @Test
    void f31_every_argument_arrives_as_it_was_written() {
        savepointPath = "s3://bucket/savepoint 1";
        run();

        assertThat(fake.job(JOB).arguments())
                .containsExactly("--name", "two words", "", "a\"b'c,d$e");
        assertThat(fake.job(JOB).restoredFrom()).isEqualTo("s3://bucket/savepoint 1");
    }

    @Test
    @Tag("C1.3")
    void f30_a_second_run_finds_it_done() {
        run();
        int asked = fake.requests().size();
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(fake.begun()).containsExactly("run " + JOB);
        assertThat(fake.requests().subList(asked, fake.requests().size()))
                .containsExactly("GET /jobs/overview");
    }

    @Test
    void a_job_that_failed_before_is_not_run_again_and_says_why() {
        fake.addJob(JOB).fail("java.lang.IllegalStateException: disk full");
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(report.message()).isEqualTo("IllegalStateException: disk full");
        assertThat(fake.begun()).isEmpty();
    }

    @Test
    void a_main_that_throws_is_told_by_its_own_words() throws IOException {
        fake.main(MAIN, new Main.Throws("java.lang.IllegalArgumentException: no topic given"));
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(report.message())
                .isEqualTo(
                        "IllegalArgumentException: no topic given"
                                + " (ProgramInvocationException: The main method caused an error)");
        assertThat(fake.jars()).isZero();
        assertThat(Files.readString(log)).startsWith("{\"submitted\":false,").hasLineCount(1);
    }

    @Test
    void a_class_that_does_not_exist_is_named() {
        fake.main(MAIN, new Main.Missing());
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(report.message())
                .isEqualTo(
                        "ClassNotFoundException: %s (ProgramInvocationException: The program's entry point class '%s' was not found in the jar file.)"
                                .formatted(MAIN, MAIN));
    }

    @Test
    void a_main_that_starts_nothing_is_told() {
        fake.main(MAIN, new Main.NeverExecutes());
        var report = run();

        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(report.message()).isEqualTo("No jobs included in application.");
    }

    @Test
    void what_a_main_with_two_jobs_left_is_cancelled() {
        fake.main(MAIN, new Main.ExecutesTwice());
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(report.message()).contains("Cannot have more than");
        assertThat(fake.job(JOB).state()).isEqualTo("CANCELED");
    }

    @Test
    void a_restore_point_that_does_not_exist_is_told_apart() throws IOException {
        savepointPath = "s3://bucket/gone";
        fake.missing("s3://bucket/gone");
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(report.missingPath()).isEqualTo("s3://bucket/gone");
        assertThat(fake.job(JOB).state()).isEqualTo("FAILED");
        assertThat(Files.readString(log))
                .contains("\"reason\":\"RestoreNotFound\",\"path\":\"s3://bucket/gone\"");
    }

    @Test
    void the_id_that_a_missing_restore_point_burnt_tells_it_again() {
        savepointPath = "s3://bucket/gone";
        fake.missing("s3://bucket/gone");
        run();
        var again = run();

        assertThat(again.exitCode()).isEqualTo(1);
        assertThat(again.missingPath()).isEqualTo("s3://bucket/gone");
        assertThat(fake.begun()).containsExactly("run " + JOB);
    }

    @Test
    void a_lost_answer_is_followed_by_a_look() {
        fake.misbehave("/run", new Misbehaviour.Lost(), 1);
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(fake.begun()).containsExactly("run " + JOB);
        assertThat(fake.jars()).isZero();
    }

    @Test
    @Tag("C1.3")
    void two_that_submit_at_the_same_time_start_one_job() {
        fake.main(MAIN, new Main.Slow(Duration.ofMillis(300)));
        var first = CompletableFuture.supplyAsync(this::run);
        var second = CompletableFuture.supplyAsync(this::run);

        assertThat(List.of(first.join(), second.join()))
                .allSatisfy(report -> assertThat(report.exitCode()).isZero())
                .allSatisfy(report -> assertThat(report.submitted()).isEqualTo(Submitted.YES));
        assertThat(fake.begun()).containsExactly("run " + JOB);
    }

    @Test
    void a_duplicate_that_flink_does_not_list_is_unknown() {
        var text = fake.version() == FlinkVersion.V1_20 ? "Job" : "Application";
        var error = "x.Duplicate%sSubmissionException: already".formatted(text);
        fake.misbehave(
                "/run", new Misbehaviour.Instead(400, "{\"errors\":[\"" + error + "\"]}"), 1);

        assertThat(run().submitted()).isEqualTo(Submitted.UNKNOWN);
    }

    @Test
    void without_an_id_flink_chooses_one() {
        jobId = null;
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(fake.jobIds()).containsExactly(requireNonNull(report.jobId()));
    }
}
