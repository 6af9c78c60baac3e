package com.nextbreakpoint.flink.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventsTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");

    private final Events.Budgets budgets = new Events.Budgets();

    @Test
    void an_object_may_tell_25_at_once_and_then_one_each_30_seconds() {
        for (int i = 0; i < 25; i++) {
            assertThat(budgets.allow("a", START)).isTrue();
        }
        assertThat(budgets.allow("a", START)).isFalse();
        assertThat(budgets.allow("a", START.plusSeconds(29))).isFalse();
        assertThat(budgets.allow("a", START.plusSeconds(30))).isTrue();
        assertThat(budgets.allow("a", START.plusSeconds(59))).isFalse();
        assertThat(budgets.allow("b", START)).isTrue();
    }

    @Test
    void who_was_silent_for_long_may_tell_25_again_and_not_more() {
        for (int i = 0; i < 25; i++) {
            budgets.allow("a", START);
        }
        var later = START.plusSeconds(86400);
        for (int i = 0; i < 25; i++) {
            assertThat(budgets.allow("a", later)).isTrue();
        }
        assertThat(budgets.allow("a", later)).isFalse();
    }

    @Test
    void a_clock_that_goes_back_silences_nobody_for_long() {
        budgets.allow("a", START);
        assertThat(budgets.allow("a", START.minusSeconds(3600))).isTrue();
    }
}
