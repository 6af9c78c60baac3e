package com.nextbreakpoint.flink.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.job.Restarts.Restart;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table of the policies: who starts again by itself. */
class RestartsTest {
    private static final Instant NOW = Specs.CREATED;

    @ParameterizedTest
    @CsvSource(
            textBlock =
                    """
                    Finished,    NO,  NO,  DUE
                    Canceled,    NO,  NO,  DUE
                    Failed,      NO,  DUE, DUE
                    Lost,        NO,  DUE, DUE
                    StartFailed, NO,  DUE, DUE
                    Planned,     DUE, DUE, DUE
                    Suspended,   DUE, DUE, DUE
                    UserStop,    NO,  NO,  NO
                    Cluster,     NO,  NO,  DUE
                    Unknown,     NO,  NO,  NO
                    """)
    @Tag("J4.stopped-finished")
    @Tag("J4.stopped-failed")
    @Tag("J4.stopped-planned")
    @Tag("J4.stopped-user-stop")
    @Tag("J4.stopped-cluster")
    @Tag("J4.stopped-suspended")
    @Tag("J4.started-3")
    void each_end_is_answered_by_policy(
            EndedBy ended, Restart never, Restart onlyIfFailed, Restart always) {
        assertThat(restart(ended, RestartPolicy.Never)).isEqualTo(never);
        assertThat(restart(ended, RestartPolicy.OnlyIfFailed)).isEqualTo(onlyIfFailed);
        assertThat(restart(ended, RestartPolicy.Always)).isEqualTo(always);
    }

    @Test
    @Tag("J4.stopped-start")
    void a_job_that_never_ran_or_was_started_anew_starts_under_every_policy() {
        for (var policy : RestartPolicy.values())
            assertThat(restart(null, policy)).isEqualTo(Restart.DUE);
    }

    @Test
    @Tag("J4.stopped-edited")
    void an_edit_after_a_failure_starts_at_once_under_every_policy() {
        for (var policy : RestartPolicy.values()) {
            var spec = with(policy);
            var edited = spec.withBootstrap(spec.bootstrap().withClassName("other.Main"));
            var status = delayed(ended(EndedBy.Failed, spec));
            assertThat(Restarts.of(reading(edited, status))).isEqualTo(Restart.DUE);
        }
        var spec = with(RestartPolicy.Never);
        var edited = spec.withBootstrap(spec.bootstrap().withClassName("other.Main"));
        assertThat(Restarts.of(reading(edited, ended(EndedBy.Finished, spec))))
                .isEqualTo(Restart.NO);
    }

    @Test
    @Tag("J4.stopped-delays")
    void a_restart_waits_for_its_delay_and_ends_with_the_limit() {
        var spec = with(RestartPolicy.Always);
        var status = ended(EndedBy.Failed, spec).withRestarts(3);
        assertThat(Restarts.of(reading(spec, delayed(status)))).isEqualTo(Restart.LATER);
        var limited = spec.withRestart(spec.restart().withMaxRestarts(3));
        assertThat(Restarts.of(reading(limited, status))).isEqualTo(Restart.EXHAUSTED);
        var more = spec.withRestart(spec.restart().withMaxRestarts(4));
        assertThat(Restarts.of(reading(more, status))).isEqualTo(Restart.DUE);
    }

    private static Restart restart(@Nullable EndedBy ended, RestartPolicy policy) {
        var spec = with(policy);
        return Restarts.of(reading(spec, ended(ended, spec)));
    }

    private static FlinkJobSpec with(RestartPolicy policy) {
        var spec = Specs.job().withJobParallelism(1);
        return spec.withRestart(spec.restart().withRestartPolicy(policy));
    }

    private static FlinkJobStatus ended(@Nullable EndedBy ended, FlinkJobSpec spec) {
        var status =
                FlinkJobStatus.NONE.with(
                        s ->
                                s.supervisorStatus(SupervisorStatus.Stopped)
                                        .attempt(1)
                                        .digest(Digests.of(spec)));
        return status.supervise(s -> s.parallelism(1).endedBy(ended));
    }

    private static FlinkJobStatus delayed(FlinkJobStatus status) {
        return status.supervise(s -> s.nextRestartTimestamp(NOW.plusSeconds(5)));
    }

    private static JobReading reading(FlinkJobSpec spec, FlinkJobStatus status) {
        return new JobReading(
                new JobObserved(
                        new Resource<>(Specs.meta("demo-job"), spec, "", status),
                        link(),
                        new BootstrapView.None(),
                        Refusals.NONE),
                NOW);
    }

    static ClusterLink link() {
        return new ClusterLink(
                true,
                "demo",
                "uid-of-demo",
                SupervisorStatus.Started,
                false,
                false,
                null,
                "HEALTHY",
                false,
                "",
                false,
                false,
                1,
                FlinkView.NONE,
                Tuning.DEFAULT);
    }
}
