package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void one_delay_lies_between_all_readings() {
        var schedule = new Schedule(new long[] {250}, 1000);
        assertThat(LongStream.range(0, 10).map(schedule::offset))
                .containsExactly(0L, 250L, 500L, 750L, 1000L, 1250L, 1500L, 1750L, 2000L, 2250L);
    }

    @Test
    void the_delays_take_turns_each_for_the_interval() {
        var schedule = new Schedule(new long[] {250, 100}, 500);
        assertThat(LongStream.range(0, 10).map(schedule::offset))
                .containsExactly(0L, 250L, 500L, 600L, 700L, 800L, 900L, 1000L, 1250L, 1500L);
    }

    @Test
    void a_delay_longer_than_the_interval_holds_for_one_reading() {
        var schedule = new Schedule(new long[] {300, 10}, 20);
        assertThat(LongStream.range(0, 5).map(schedule::offset))
                .containsExactly(0L, 300L, 310L, 320L, 620L);
    }

    @Test
    void the_manuals_schedule_alternates_every_five_minutes() {
        var schedule = new Schedule(new long[] {250, 10}, 300_000);
        assertThat(schedule.offset(1200)).isEqualTo(300_000);
        assertThat(schedule.offset(1201)).isEqualTo(300_010);
        assertThat(schedule.offset(31_200)).isEqualTo(600_000);
        assertThat(schedule.offset(31_201)).isEqualTo(600_250);
        assertThat(schedule.offset(31_200 * 1000L)).isEqualTo(600_000_000);
    }
}
