package com.nextbreakpoint.flink.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.RestFlinkClient;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** When the JobManager is no longer the process that the start was decided for. */
class BootstrapReplacedTest extends BootstrapFixture {
    BootstrapReplacedTest() {
        super(FlinkVersion.V2_3);
    }

    @BeforeEach
    void decide() {
        var flink = new RestFlinkClient(target, Duration.ofSeconds(5));
        process = flink.configuration().get(FlinkClient.PROCESS);
    }

    @Test
    void the_process_that_it_was_decided_for_runs_it() {
        assertThat(run().submitted()).isEqualTo(Submitted.YES);
        assertThat(fake.begun()).containsExactly("run " + JOB);
    }

    @Test
    @Tag("J4.starting-9")
    @Tag("C1.3")
    void another_process_runs_nothing() {
        fake.restart();

        assertNothingRun();
    }

    @Test
    @Tag("J4.starting-9")
    @Tag("C1.3")
    void one_that_comes_while_the_jar_is_uploaded_runs_nothing() {
        fake.misbehave("POST /jars/upload", new Misbehaviour.Replaced(), 1);

        assertNothingRun();
    }

    @Test
    @Tag("J4.starting-9")
    @Tag("C1.3")
    void one_that_comes_after_the_last_look_does_not_know_the_jar_and_gets_no_other() {
        fake.misbehave("GET /jobmanager/config", new Misbehaviour.Replaced(), 1);

        assertNothingRun();
        assertThat(fake.requests()).filteredOn(it -> it.endsWith("/run")).hasSize(1);
    }

    @Test
    void one_that_does_not_say_which_it_is_runs_nothing() {
        fake.misbehave("GET /jobmanager/config", new Misbehaviour.Instead(200, "[]"));

        assertNothingRun();
    }

    @Test
    void a_job_that_another_process_recovered_is_adopted() {
        fake.restart();
        fake.addJob(JOB);

        assertThat(run().submitted()).isEqualTo(Submitted.YES);
    }

    private void assertNothingRun() {
        var report = run();
        assertThat(report.exitCode()).isEqualTo(1);
        assertThat(report.submitted()).isEqualTo(Submitted.UNKNOWN);
        assertThat(report.message())
                .isEqualTo(
                        "the JobManager was replaced after this start was decided,"
                                + " so nothing was run");
        assertThat(fake.begun()).isEmpty();
    }
}
