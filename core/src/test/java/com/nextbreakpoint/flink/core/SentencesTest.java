package com.nextbreakpoint.flink.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");
    private static final FlinkJobStatus BEFORE = status("Waiting", "for slots 0/2");
    private static final FlinkJobStatus OTHER_WORDS = status("Waiting", "for slots 1/2");

    @Test
    void other_words_wait_until_ten_seconds_after_the_last_write() {
        var early = Sentences.patient(step(OTHER_WORDS), BEFORE, WRITTEN.plusSeconds(4));
        assertThat(early.status()).isEqualTo(BEFORE);
        assertThat(early.recheck()).isEqualTo(Duration.ofSeconds(6));
        var due = Sentences.patient(step(OTHER_WORDS), BEFORE, WRITTEN.plusSeconds(10));
        assertThat(due.status()).isEqualTo(OTHER_WORDS);
    }

    @Test
    void so_does_another_reason_of_the_same_condition() {
        var later = Sentences.patient(step(status("Looking", "x")), BEFORE, WRITTEN.plusSeconds(4));
        assertThat(later.status()).isEqualTo(BEFORE);
    }

    @Test
    void another_status_of_a_condition_or_field_does_not_wait() {
        var ready = new Condition("Ready", "True", "Waiting", "for slots 0/2", WRITTEN, 1);
        var reached = BEFORE.with(s -> s.conditions(List.of(ready)));
        var field = OTHER_WORDS.with(s -> s.attempt(2));
        for (var changed : List.of(reached, field)) {
            var step = Sentences.patient(step(changed), BEFORE, WRITTEN.plusSeconds(4));
            assertThat(step.status()).isEqualTo(changed);
        }
    }

    @Test
    void what_passes_by_is_not_told_and_done_all_the_same() {
        var actions = List.<Action>of(new Action.DeletePod("pod", "uid", false));
        var state = Step.Notice.normal("LastState", "of what is let go");
        var notices = List.of(Step.Notice.normal("Waiting", "for slots"), state);
        var step = new Step<>("job", OTHER_WORDS, actions, notices, Alarm.LONGEST);
        var patient = Sentences.patient(step, BEFORE, WRITTEN.plusSeconds(4));
        assertThat(patient.told()).containsExactly(state);
        assertThat(patient.actions()).isEqualTo(actions);
    }

    @Test
    void what_is_told_as_a_warning_is_written_with_it() {
        var step = step(OTHER_WORDS).after(warning());
        assertThat(Sentences.patient(step, BEFORE, WRITTEN.plusSeconds(4))).isEqualTo(step);
    }

    @Test
    void a_status_that_was_never_written_does_not_wait() {
        var step = step(OTHER_WORDS);
        var never = BEFORE.with(s -> s.timestamp(null));
        assertThat(Sentences.patient(step, never, WRITTEN.plusSeconds(4))).isEqualTo(step);
    }

    private static FlinkJobStatus status(String reason, String message) {
        var ready = new Condition("Ready", "False", reason, message, WRITTEN, 1);
        return FlinkJobStatus.NONE.with(s -> s.timestamp(WRITTEN).conditions(List.of(ready)));
    }

    private static Step<FlinkJobStatus> step(FlinkJobStatus status) {
        return new Step<>("job", status, List.of(), List.of(), Alarm.LONGEST);
    }

    private static Step<FlinkJobStatus> warning() {
        var notices = List.of(Step.Notice.warning("Stalled", "help"));
        return new Step<>("job", BEFORE, List.of(), notices, Alarm.LONGEST);
    }
}
