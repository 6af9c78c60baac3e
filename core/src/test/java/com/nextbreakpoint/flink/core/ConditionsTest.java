package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConditionsTest {
    private static final Instant THEN = Instant.parse("2026-01-01T00:00:00.123456Z");
    private static final Instant NOW = THEN.plusSeconds(60);

    private final List<Condition> old =
            Conditions.set(List.of(), Conditions.READY, false, "Starting", "wait", THEN, 1);

    @Test
    void the_transition_time_stays_while_the_status_stays() {
        var ready = Conditions.set(old, Conditions.READY, false, "Stopping", "bye", NOW, 2);
        assertThat(ready).singleElement().isEqualTo(condition("False", "Stopping", "bye", 0, 2));
    }

    @Test
    void the_transition_time_changes_with_the_status_in_whole_milliseconds() {
        var ready = Conditions.set(old, Conditions.READY, true, "Started", "", NOW, 1);
        assertThat(ready).singleElement().isEqualTo(condition("True", "Started", "", 60, 1));
    }

    @Test
    void other_conditions_stay_and_all_have_a_fixed_order() {
        var both = Conditions.set(old, Conditions.STALLED, true, "Broken", "", NOW, 1);
        both = Conditions.set(both, Conditions.RUNNING, "Unknown", "Silent", "", NOW, 1);
        assertThat(both).extracting(Condition::type).containsExactly("Ready", "Running", "Stalled");
        assertThat(Conditions.isTrue(both, Conditions.STALLED)).isTrue();
        assertThat(Conditions.isTrue(both, Conditions.RUNNING)).isFalse();
        assertThat(Conditions.isTrue(both, Conditions.RECONCILING)).isFalse();
    }

    @Test
    void a_message_that_the_api_server_would_refuse_is_cut() {
        var cut = Conditions.set(old, Conditions.READY, true, "Long", "x".repeat(40000), NOW, 1);
        assertThat(cut.getFirst().message()).hasSize(Conditions.MAX_MESSAGE);
    }

    private static Condition condition(
            String status, String reason, String message, int seconds, long generation) {
        var since = Instant.parse("2026-01-01T00:00:00.123Z").plusSeconds(seconds);
        return new Condition("Ready", status, reason, message, since, generation);
    }
}
