package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.flink.streaming.api.functions.sink.filesystem.PartFileInfo;
import org.junit.jupiter.api.Test;

class RollingTest {
    private final Rolling rolling = new Rolling(Duration.ofMillis(1000), Duration.ofMillis(100));

    private record File(long getCreationTime, long getLastUpdateTime)
            implements PartFileInfo<String> {
        @Override
        public String getBucketId() {
            return "2026-01-01--00";
        }

        @Override
        public long getSize() {
            return 1_000_000_000;
        }
    }

    @Test
    void a_file_is_closed_at_every_checkpoint() {
        assertThat(rolling.shouldRollOnCheckpoint(new File(0, 0))).isTrue();
    }

    @Test
    void a_file_is_closed_when_it_was_open_for_the_rollover_interval() {
        assertThat(rolling.shouldRollOnProcessingTime(new File(0, 950), 999)).isFalse();
        assertThat(rolling.shouldRollOnProcessingTime(new File(0, 950), 1000)).isTrue();
    }

    @Test
    void a_file_is_closed_when_nothing_came_for_the_inactivity_interval() {
        assertThat(rolling.shouldRollOnProcessingTime(new File(0, 200), 299)).isFalse();
        assertThat(rolling.shouldRollOnProcessingTime(new File(0, 200), 300)).isTrue();
    }

    @Test
    void no_line_closes_a_file() {
        assertThat(rolling.shouldRollOnEvent(new File(0, 0), "{}")).isFalse();
    }
}
