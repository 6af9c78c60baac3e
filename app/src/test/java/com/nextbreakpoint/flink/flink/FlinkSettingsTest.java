package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "50 s, PT50S",
        "5000, PT5S",
        "5000ms, PT5S",
        "2 min, PT2M",
        "1 h, PT1H",
        "PT7S, PT7S",
        "3 days, PT72H",
        "10 Seconds, PT10S",
        "500 µs, PT0.0005S"
    })
    void a_duration_is_read_in_every_notation_of_flinks(String text, Duration expected) {
        assertThat(FlinkSettings.duration(text)).contains(expected);
    }

    @ParameterizedTest
    @CsvSource({"soon", "5 parsecs", "''", "-5 s"})
    void what_is_no_duration_is_none(String text) {
        assertThat(FlinkSettings.duration(text)).isEmpty();
    }

    @Test
    void a_setting_that_is_not_told_has_flinks_default() {
        var settings = FlinkSettings.of(Map.of());

        assertThat(settings.heartbeatTimeout()).hasSeconds(50);
        assertThat(settings.cacheAge()).hasSeconds(3);
        assertThat(settings.process()).isEmpty();
    }

    @Test
    void the_older_of_two_caches_counts() {
        var settings =
                FlinkSettings.of(
                        Map.of(
                                "web.refresh-interval", "300",
                                "rest.cache.checkpoint-statistics.timeout", "9 s"));

        assertThat(settings.cacheAge()).hasSeconds(9);
        assertThat(FlinkSettings.of(Map.of("web.refresh-interval", "300")).cacheAge())
                .hasMillis(300);
    }
}
