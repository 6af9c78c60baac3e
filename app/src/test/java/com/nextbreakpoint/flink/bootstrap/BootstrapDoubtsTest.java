package com.nextbreakpoint.flink.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.RestFlinkClient;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Main;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import com.nextbreakpoint.flink.flink.fake.Recorded;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When Flink is silent, slow or forgetful; the same with every version. */
class BootstrapDoubtsTest extends BootstrapFixture {
    BootstrapDoubtsTest() {
        super(FlinkVersion.V2_3);
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
        fake.misbehave("/run", Recorded.V1_20.answer("run-unknown-jar"), 1);

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
