package com.nextbreakpoint.flink.e2e.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.nextbreakpoint.flink.e2e.bench.Figures.Sample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final List<Duration> HUNDRED =
            IntStream.rangeClosed(1, 100).mapToObj(Duration::ofMillis).toList().reversed();

    @Test
    void a_percentile_is_one_of_the_values() {
        assertThat(Figures.percentile(HUNDRED, 0.5)).isEqualTo(Duration.ofMillis(50));
        assertThat(Figures.percentile(HUNDRED, 0.95)).isEqualTo(Duration.ofMillis(95));
        assertThat(Figures.percentile(HUNDRED.subList(0, 1), 0.5)).isEqualTo(HUNDRED.getFirst());
        assertThat(Figures.percentile(List.of(), 0.5)).isZero();
    }

    @Test
    void a_slope_is_per_minute() {
        var rising = IntStream.range(0, 50).mapToObj(i -> new Sample(i, 100 + i / 60.0)).toList();
        assertThat(Figures.slopePerMinute(rising)).isCloseTo(1, within(0.001));
        assertThat(Figures.slopePerMinute(List.of(new Sample(1, 5), new Sample(9, 5)))).isZero();
        assertThat(Figures.slopePerMinute(List.of(new Sample(1, 5)))).isZero();
    }

    @Test
    void no_value_at_all_reaches_no_aim() {
        assertThat(Figures.within(HUNDRED, 0.05, 0.095)).isTrue();
        assertThat(Figures.within(HUNDRED, 0.049, 0.095)).isFalse();
        assertThat(Figures.within(HUNDRED, 0.05, 0.094)).isFalse();
        assertThat(Figures.within(List.of(), 1, 1)).isFalse();
    }
}
