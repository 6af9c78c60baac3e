package com.nextbreakpoint.flink.kube.write;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Refusals;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class RefusalLogTest {
    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final Action ACTION = new Action.DeleteService("x");
    private static final Action REHEARSAL = new Action.Rehearse("pods", List.of());

    private Instant now = START;
    private final RefusalLog log =
            new RefusalLog(
                    new Clock() {
                        @Override
                        public ZoneId getZone() {
                            return ZoneOffset.UTC;
                        }

                        @Override
                        public Clock withZone(ZoneId zone) {
                            return this;
                        }

                        @Override
                        public Instant instant() {
                            return now;
                        }
                    });

    @Test
    void refusals_are_counted_from_the_first_to_the_last() {
        record(ACTION, new Outcome.Refused("no"));
        now = START.plusSeconds(5);
        record(ACTION, new Outcome.Refused("never"));
        assertThat(log.of("c").of(ACTION.key()))
                .contains(new Refusals.Refusal("never", START, now, 2));
        assertThat(log.of("another")).isEqualTo(Refusals.NONE);
    }

    @Test
    void a_success_ends_a_refusal_and_a_failure_does_not() {
        record(ACTION, new Outcome.Refused("no"));
        record(ACTION, new Outcome.Failed("later"));
        assertThat(log.of("c").byKey()).hasSize(1);
        record(ACTION, Outcome.DONE);
        assertThat(log.of("c").byKey()).isEmpty();
    }

    @Test
    void what_is_not_asked_for_any_more_is_forgotten() {
        record(ACTION, new Outcome.Refused("no"));
        now = START.plus(Duration.ofMinutes(11));
        assertThat(log.of("c").byKey()).isEmpty();
    }

    @Test
    void of_an_object_that_is_gone_nothing_is_left_though_nobody_says_so() {
        record(ACTION, new Outcome.Refused("no"));
        record(REHEARSAL, Outcome.DONE);
        now = START.plus(Duration.ofMinutes(11));
        log.record("another", ACTION, new Outcome.Refused("no"));
        assertThat(log.size()).isEqualTo(1);
        log.record("another", ACTION, Outcome.DONE);
        assertThat(log.size()).isZero();
    }

    @Test
    void a_rehearsal_counts_for_a_minute_unless_it_is_refused() {
        record(REHEARSAL, Outcome.DONE);
        assertThat(log.of("c").rehearsed()).containsExactly(REHEARSAL.key());
        record(REHEARSAL, new Outcome.Refused("no"));
        assertThat(log.of("c").rehearsed()).isEmpty();
        record(REHEARSAL, Outcome.DONE);
        now = START.plusSeconds(61);
        assertThat(log.of("c").rehearsed()).isEmpty();
    }

    private void record(Action action, Outcome outcome) {
        log.record("c", action, outcome);
    }
}
