package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Guards against a stop after which sinks see records twice. */
class StopFaultsTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String TRIGGER = "fedcba9876543210fedcba9876543210";

    @ParameterizedTest
    @EnumSource
    void f32_a_job_is_stopped_with_a_savepoint_and_never_cancelled_with_one(FlinkVersion version) {
        try (var fake = FakeFlink.start(version)) {
            fake.addJob(JOB);
            var hands = new FlinkHands(Duration.ofSeconds(5));
            var stop = new Action.StopJob(JOB, TRIGGER, "file:/sp/" + TRIGGER);

            assertThat(hands.perform(fake.target(), stop)).isEqualTo(Outcome.DONE);
            assertThat(fake.requests()).containsExactly("POST /jobs/" + JOB + "/stop");
            assertThat(fake.begun()).containsExactly("stop " + JOB);
            assertThat(fake.job(JOB).state()).isEqualTo("FINISHED");
        }
    }
}
