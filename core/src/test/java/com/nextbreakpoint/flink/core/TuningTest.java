package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.api.SupervisionSpec;
import com.nextbreakpoint.flink.api.SupervisorSpec;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TuningTest {
    private static final SupervisionSpec SHARED = new SupervisionSpec(1, 2, 3, RescalePolicy.None);

    @Test
    void a_cluster_that_says_nothing_gets_the_defaults() {
        assertThat(Tuning.of(Specs.cluster(), Tuning.DEFAULT))
                .isEqualTo(tuning(5, 300, 60, RescalePolicy.JobParallelism));
    }

    @Test
    void supervision_wins_over_the_defaults() {
        assertThat(Tuning.of(Specs.cluster().withSupervision(SHARED), Tuning.DEFAULT))
                .isEqualTo(tuning(1, 2, 3, RescalePolicy.None));
    }

    @Test
    void the_supervisor_wins_field_by_field() {
        FlinkClusterSpec both =
                Specs.cluster()
                        .withSupervision(SHARED)
                        .withSupervisor(
                                Specs.read(
                                        "{image: x, taskTimeout: 7, rescaleDelay: 0}",
                                        SupervisorSpec.class));
        assertThat(Tuning.of(both, Tuning.DEFAULT)).isEqualTo(tuning(1, 7, 0, RescalePolicy.None));
    }

    @Test
    void what_the_process_was_told_holds_where_the_cluster_says_nothing() {
        var told = tuning(2, 20, 60, RescalePolicy.JobParallelism);
        assertThat(Tuning.of(null, told)).isEqualTo(told);
        assertThat(Tuning.of(Specs.cluster(), told)).isEqualTo(told);
        var own = Specs.cluster().withSupervision(new SupervisionSpec(null, 7, null, null));
        assertThat(Tuning.of(own, told).taskTimeout()).hasSeconds(7);
        assertThat(Tuning.of(own, told).pollingInterval()).hasSeconds(2);
    }

    private static Tuning tuning(int polling, int timeout, int delay, RescalePolicy policy) {
        return new Tuning(
                Duration.ofSeconds(polling),
                Duration.ofSeconds(timeout),
                Duration.ofSeconds(delay),
                policy);
    }
}
