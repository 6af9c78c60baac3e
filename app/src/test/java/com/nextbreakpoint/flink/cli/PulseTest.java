package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PulseTest {
    @Test
    void a_process_whose_threads_run_is_alive() {
        try (var pulse = new Pulse()) {
            assertThat(pulse.beats()).isTrue();
        }
    }
}
