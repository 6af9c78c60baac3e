package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class OtherClocksTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private final OtherClocks clocks = new OtherClocks();

    @Test
    void a_time_in_the_past_is_as_it_was_told() {
        assertThat(since(NOW.minusSeconds(5), NOW)).isEqualTo(NOW.minusSeconds(5));
    }

    @Test
    void a_time_in_the_future_counts_from_when_it_was_told_first() {
        var ahead = NOW.plusSeconds(3000);
        assertThat(since(ahead, NOW)).isEqualTo(NOW);
        assertThat(since(ahead, NOW.plusSeconds(60))).isEqualTo(NOW);
        assertThat(since(ahead.plusSeconds(1), NOW.plusSeconds(90)))
                .as("the pod changed")
                .isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void our_own_clock_may_go_back() {
        var ahead = NOW.plusSeconds(3000);
        assertThat(since(ahead, NOW)).isEqualTo(NOW);
        assertThat(since(ahead, NOW.minusSeconds(60))).isEqualTo(NOW.minusSeconds(60));
    }

    private Instant since(Instant told, Instant now) {
        var pod =
                new PodView(
                        "pod",
                        "uid",
                        1,
                        PodView.Life.LIVING,
                        true,
                        told,
                        told,
                        "c",
                        "ip",
                        null,
                        false,
                        "");
        return clocks.read(List.of(pod), now).getFirst().since();
    }
}
