package com.nextbreakpoint.flink.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetriesTest {
    private static final Duration LONG = Duration.ofHours(1);

    @Test
    void who_is_interrupted_waits_no_more_and_stays_interrupted() {
        var retries = new Retries(LONG, LONG, LONG, LONG);
        Thread.currentThread().interrupt();
        var found = retries.untilFound(LONG, Optional::empty);

        assertThat(found).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }
}
