package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SensorsTest {
    private static final long ORIGIN = 1_767_225_600_000L;
    private static final Schedule SCHEDULE = new Schedule(new long[] {10, 3}, 100);

    private static List<Reading> readings(Sensors sensors) {
        return LongStream.range(0, 10_000)
                .mapToObj(number -> sensors.reading(number, ORIGIN))
                .toList();
    }

    @Test
    void the_same_number_gives_the_same_reading() {
        var once = readings(new Sensors(SCHEDULE, 500));
        var again = readings(new Sensors(SCHEDULE, 500));
        assertThat(once).usingRecursiveComparison().isEqualTo(again);
    }

    @Test
    void all_sensors_take_part_equally() {
        var bySensor =
                readings(new Sensors(SCHEDULE, 0)).stream()
                        .map(reading -> reading.sensor)
                        .distinct()
                        .sorted();
        assertThat(bySensor).hasSize(Sensors.COUNT).startsWith("sensor-01").endsWith("sensor-16");
    }

    @Test
    void readings_come_late_by_the_bound_at_most() {
        var sensors = new Sensors(SCHEDULE, 500);
        long largest = 0;
        for (long number = 0; number < 10_000; number++) {
            long late = sensors.arrival(number, ORIGIN) - sensors.reading(number, ORIGIN).time;
            assertThat(late).isBetween(0L, 500L);
            largest = Math.max(largest, late);
        }
        assertThat(largest).isGreaterThan(490);
    }

    @Test
    void without_disorder_every_reading_is_on_time() {
        var sensors = new Sensors(SCHEDULE, 0);
        assertThat(LongStream.range(0, 1000).map(number -> sensors.reading(number, ORIGIN).time))
                .isSorted()
                .startsWith(ORIGIN);
    }

    @Test
    void each_sensor_has_a_temperature_of_its_own() {
        assertThat(readings(new Sensors(SCHEDULE, 0)))
                .allSatisfy(
                        reading -> {
                            int sensor = Integer.parseInt(reading.sensor.substring(7));
                            assertThat(reading.temperature).isBetween(9.0 + sensor, 20.0 + sensor);
                        });
    }
}
