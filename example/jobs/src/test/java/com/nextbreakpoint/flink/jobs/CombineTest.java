package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CombineTest {
    private static Partial all(Measure measure, List<Double> temperatures) {
        var combine = new Combine(measure);
        var partial = combine.createAccumulator();
        for (double temperature : temperatures) {
            partial = combine.add(new Reading("sensor-01", 0, temperature), partial);
        }
        return combine.getResult(partial);
    }

    private static double value(Measure measure, Partial partial) {
        return measure.value(partial.combined, partial.readings);
    }

    @Test
    void the_average_is_of_all_readings() {
        assertThat(value(Measure.AVERAGE, all(Measure.AVERAGE, List.of(1.0, 2.0, 6.0))))
                .isEqualTo(3.0);
    }

    @Test
    void the_maximum_may_be_below_zero() {
        assertThat(value(Measure.MAXIMUM, all(Measure.MAXIMUM, List.of(-7.0, -2.0, -3.0))))
                .isEqualTo(-2.0);
    }

    @ParameterizedTest
    @EnumSource
    void parts_that_are_merged_give_what_the_whole_gives(Measure measure) {
        var combine = new Combine(measure);
        var whole = all(measure, List.of(-4.0, 2.5, 1.0, 8.0));
        var halves =
                combine.merge(all(measure, List.of(-4.0, 2.5)), all(measure, List.of(1.0, 8.0)));
        assertThat(halves).usingRecursiveComparison().isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource
    void a_part_without_readings_changes_nothing(Measure measure) {
        var combine = new Combine(measure);
        var part = all(measure, List.of(-4.0));
        assertThat(combine.merge(part, combine.createAccumulator()))
                .usingRecursiveComparison()
                .isEqualTo(part);
        assertThat(combine.merge(combine.createAccumulator(), part))
                .usingRecursiveComparison()
                .isEqualTo(part);
    }
}
