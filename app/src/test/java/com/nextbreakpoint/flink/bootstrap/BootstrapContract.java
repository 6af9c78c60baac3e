package com.nextbreakpoint.flink.bootstrap;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.RestFlinkClient;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Main;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What must hold with every version; a class for each runs it. */
abstract class BootstrapContract {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String MAIN = "com.example.Main";
    private static final Patience SHORT =
            new Patience(
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofSeconds(1),
                    Duration.ofMillis(20));

    private final FakeFlink fake;
    @TempDir private Path folder = Path.of("replaced");
    private Path jar = folder;
    private Path log = folder;
    private Target target;
    private @Nullable String savepointPath;
    private @Nullable String jobId = JOB;
    private boolean dryRun;

    BootstrapContract(FlinkVersion version) {
        fake = FakeFlink.start(version);
        target = fake.target();
    }

    @BeforeEach
    void write_files() throws IOException {
        jar = Files.writeString(folder.resolve("jobs.jar"), "not looked into");
        log = Files.writeString(folder.resolve("termination-log"), "");
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private BootstrapReport run() {
        var options =
                new BootstrapOptions(
                        target,
                        "job-1",
                        jar,
                        MAIN,
                        List.of("--name", "two words", "", "a\"b'c,d$e"),
                        2,
                        savepointPath,
                        false,
                        jobId,
                        dryRun,
                        log);
        return Bootstrap.run(options, SHORT);
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
    void every_argument_arrives_as_it_was_written() {
        savepointPath = "s3://bucket/savepoint 1";
        run();

        assertThat(fake.job(JOB).arguments())
                .containsExactly("--name", "two words", "", "a\"b'c,d$e");
        assertThat(fake.job(JOB).restoredFrom()).isEqualTo("s3://bucket/savepoint 1");
    }

    @Test
    void a_second_run_finds_it_done() {
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
    void a_request_that_was_lost_leaves_it_unknown_and_is_not_repeated() throws IOException {
        fake.misbehave("/run", new Misbehaviour.Dropped(), 1);
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.UNKNOWN);
        assertThat(fake.jobIds()).isEmpty();
        assertThat(fake.requests()).filteredOn(it -> it.endsWith("/run")).hasSize(1);
        assertThat(Files.readString(log)).startsWith("{\"submitted\":\"unknown\",");
    }

    @Test
    void a_main_slower_than_our_patience_is_waited_for_in_the_list() {
        fake.main(MAIN, new Main.Slow(Duration.ofMillis(1400)));
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.submitted()).isEqualTo(Submitted.YES);
        assertThat(fake.begun()).containsExactly("run " + JOB);
    }

    @Test
    void the_jar_of_a_main_that_may_still_run_stays() {
        fake.misbehave("/run", new Misbehaviour.Mute(), 1);
        var report = run();

        assertThat(report.submitted()).isEqualTo(Submitted.UNKNOWN);
        assertThat(fake.jars()).isEqualTo(1);
    }

    @Test
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
    void another_id_than_ours_is_no_success() {
        fake.misbehave(
                "/run", new Misbehaviour.Instead(200, "{\"jobid\":\"" + "f".repeat(32) + "\"}"), 1);
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.UNKNOWN);
    }

    @Test
    void a_job_manager_that_does_not_answer_yet_is_waited_for() {
        var unready = new Misbehaviour.Instead(503, "{\"errors\":[\"leader election\"]}");
        fake.misbehave("GET /jobs/overview", unready, 3);
        fake.misbehave("POST /jars/upload", unready, 3);

        assertThat(run().exitCode()).isZero();
    }

    @Test
    void a_jar_that_the_job_manager_forgot_is_uploaded_again() {
        fake.misbehave(
                "/run",
                new Misbehaviour.Instead(
                        500, "{\"errors\":[\"x: Jar file /tmp/x.jar does not exist\"]}"),
                1);

        assertThat(run().exitCode()).isZero();
        assertThat(fake.requests()).filteredOn("POST /jars/upload"::equals).hasSize(2);
    }

    @Test
    void without_a_job_manager_nothing_was_submitted() throws IOException {
        try (var socket = new ServerSocket(0)) {
            target = Target.host("127.0.0.1", socket.getLocalPort());
        }
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(report.message()).contains("refuses connections");
    }

    @Test
    void a_jar_that_is_not_in_the_image_is_named() {
        jar = folder.resolve("other.jar");
        var report = run();

        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(report.message()).isEqualTo("there is no JAR %s in this image".formatted(jar));
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void without_an_id_flink_chooses_one() {
        jobId = null;
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(fake.jobIds()).containsExactly(requireNonNull(report.jobId()));
    }

    @Test
    void a_dry_run_only_looks() {
        dryRun = true;
        var report = run();

        assertThat(report.exitCode()).isZero();
        assertThat(report.submitted()).isEqualTo(Submitted.NO);
        assertThat(fake.requests()).containsExactly("GET /jobs/overview");
    }

    @Test
    void a_missing_termination_log_is_no_trouble() throws IOException {
        Files.delete(log);

        assertThat(run().exitCode()).isZero();
        assertThat(log).doesNotExist();
    }

    @Test
    void the_jars_of_earlier_attempts_are_removed_those_of_other_jobs_are_not() {
        var flink = new RestFlinkClient(target, Duration.ofSeconds(5));
        var mark = JOB.substring(0, 16);
        flink.uploadJar(jar, "bootstrap-" + mark + "0".repeat(16) + ".jar");
        flink.uploadJar(jar, "bootstrap-" + "0".repeat(16) + mark + ".jar");
        flink.uploadJar(jar, "by-hand.jar");
        run();

        assertThat(flink.jars())
                .extracting(FlinkClient.Jar::name)
                .containsExactlyInAnyOrder(
                        "by-hand.jar", "bootstrap-" + "0".repeat(16) + mark + ".jar");
    }

    @Test
    void a_jar_that_cannot_be_removed_is_no_failure() {
        fake.misbehave("DELETE /jars", new Misbehaviour.Instead(500, "{\"errors\":[\"x\"]}"), 1);

        assertThat(run().exitCode()).isZero();
    }
}
