package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView.Layout;
import java.time.Duration;
import java.util.HashMap;
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

    private static Layout layout(String... settings) {
        var configuration = new HashMap<String, String>();
        for (var setting : settings) {
            configuration.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
        }
        return FlinkSettings.of(configuration).layout();
    }

    @Test
    void checkpoints_go_where_the_name_of_today_says_or_else_those_of_old() {
        assertThat(layout()).isEqualTo(new Layout("", true));
        assertThat(layout("state.backend.fs.checkpointdir=file:/c"))
                .isEqualTo(new Layout("file:/c", true));
        assertThat(layout("state.checkpoints.dir=file:/b", "state.backend.fs.checkpointdir=x"))
                .isEqualTo(new Layout("file:/b", true));
        assertThat(layout("execution.checkpointing.dir=s3://a", "state.checkpoints.dir=file:/b"))
                .isEqualTo(new Layout("s3://a", true));
    }

    @Test
    void each_job_has_a_directory_of_its_own_unless_it_is_switched_off() {
        assertThat(layout("execution.checkpointing.create-subdir=false").perJob()).isFalse();
        assertThat(layout("state.checkpoints.create-subdir= FALSE ").perJob()).isFalse();
        assertThat(
                        layout(
                                        "execution.checkpointing.create-subdir=true",
                                        "state.checkpoints.create-subdir=false")
                                .perJob())
                .isTrue();
    }
}
