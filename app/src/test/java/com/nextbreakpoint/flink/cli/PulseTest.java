package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class PulseTest {
    private final AtomicBoolean turned = new AtomicBoolean();
    private long now = Long.MAX_VALUE - 5;

    @Test
    void a_process_whose_threads_run_is_alive() {
        try (var pulse = new Pulse()) {
            assertThat(pulse.silent()).isEmpty();
        }
    }

    @Test
    void a_loop_that_fell_silent_is_named_within_a_minute() {
        try (var pulse = new Pulse(() -> now)) {
            pulse.follow("election", turned::get);
            pulse.follow("events", () -> true);
            pass(pulse, Duration.ofSeconds(40));
            assertThat(pulse.silent()).isEmpty();
            turned.set(true);
            pass(pulse, Duration.ofSeconds(40));
            turned.set(false);
            pass(pulse, Duration.ofSeconds(40));
            assertThat(pulse.silent()).isEmpty();
            pass(pulse, Duration.ofSeconds(20));
            assertThat(pulse.silent()).isEqualTo("election");
            turned.set(true);
            pass(pulse, Duration.ofSeconds(1));
            assertThat(pulse.silent()).isEmpty();
        }
    }

    @Test
    void where_no_thread_runs_all_are_silent() {
        try (var pulse = new Pulse(() -> now)) {
            pulse.follow("election", () -> true);
            now += Duration.ofSeconds(60).toNanos();
            assertThat(pulse.silent()).isEqualTo("election, threads");
        }
    }

    @Test
    void a_loop_whose_question_fails_is_silent_and_keeps_nobody_from_being_heard() {
        try (var pulse = new Pulse(() -> now)) {
            pulse.follow(
                    "bad",
                    () -> {
                        throw new IllegalStateException("a fault of ours");
                    });
            pass(pulse, Duration.ofSeconds(60));
            assertThat(pulse.silent()).isEqualTo("bad");
        }
    }

    private void pass(Pulse pulse, Duration time) {
        for (long second = 0; second < time.toSeconds(); second++) {
            now += Duration.ofSeconds(1).toNanos();
            pulse.listen();
        }
    }
}
