package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.OnUnknownState;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.RestartSpec;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DelaysTest {
    @ParameterizedTest(name = "delay {0}, at most {1}, {2} restarts: {3} s")
    @CsvSource({
        "60,,0,60",
        "60,,1,120",
        "60,,3,480",
        "60,,4,600",
        "60,,1000000,600",
        "60,100,1,100",
        "60,30,0,60",
        "1,3600,11,2048",
        "1,3600,12,3600",
        "0,,5,0"
    })
    @Tag("J4.stopped-delays")
    void f34_the_delay_doubles_up_to_its_limit(
            int delay, @Nullable Integer most, int restarts, int seconds) {
        assertThat(Delays.restart(spec(delay, most), restarts)).hasSeconds(seconds);
    }

    @ParameterizedTest(name = "delay {0}: healthy after {1} s")
    @CsvSource({"0,60", "6,60", "7,70", "60,600"})
    void a_job_is_healthy_after_ten_delays_and_at_least_a_minute(int delay, int seconds) {
        assertThat(Delays.healthyPeriod(spec(delay, null))).hasSeconds(seconds);
    }

    @ParameterizedTest(name = "{0} tries: {1} s")
    @CsvSource({"0,1", "1,1", "2,2", "5,16", "6,30", "1000,30"})
    void a_failed_step_is_tried_again_within_half_a_minute(int tries, int seconds) {
        assertThat(Delays.backOff(tries)).isEqualTo(Duration.ofSeconds(seconds));
    }

    private static RestartSpec spec(int delay, @Nullable Integer most) {
        return new RestartSpec(RestartPolicy.Always, delay, most, null, 180, OnUnknownState.Wait);
    }
}
