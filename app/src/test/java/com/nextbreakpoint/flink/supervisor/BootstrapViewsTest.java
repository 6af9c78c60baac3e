package com.nextbreakpoint.flink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.job.BootstrapView;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BootstrapViewsTest {
    @Test
    void an_end_is_never_seen_later_than_the_decision_that_is_made_on_it() {
        var clock = Clock.fixed(Instant.parse("2026-01-01T00:00:00.123456789Z"), ZoneOffset.UTC);
        var job =
                new JobBuilder()
                        .withNewMetadata()
                        .withName("bootstrap-demo")
                        .withUid("uid")
                        .endMetadata()
                        .withNewStatus()
                        .addNewCondition()
                        .withType("Complete")
                        .withStatus("True")
                        .endCondition()
                        .endStatus()
                        .build();
        assertThat(new BootstrapViews(clock).of(Optional.of(job), List.of()))
                .isInstanceOfSatisfying(
                        BootstrapView.Ended.class,
                        ended ->
                                assertThat(ended.seenAt())
                                        .isEqualTo(Instant.parse("2026-01-01T00:00:00.123Z")));
    }
}
