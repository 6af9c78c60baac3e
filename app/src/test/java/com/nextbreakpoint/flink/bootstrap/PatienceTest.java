package com.nextbreakpoint.flink.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PatienceTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void who_is_interrupted_waits_no_more_and_stays_interrupted() {
        var patience = new Patience(LONG, LONG, LONG, LONG);
        Thread.currentThread().interrupt();
        var found = patience.untilFound(LONG, Optional::empty);

        assertThat(found).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
