package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What two jobs that end have written; they differ in how often they look at their files. */
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FiniteJobTest {
    private static final long READINGS = 400;
    private static final long DELAY = 5;
    private static final String A_DAY = "86400000";

    private Results looked = new Results(List.of(), List.of());
    private Results neverLooked = looked;
    private Duration duration = Duration.ZERO;

    @BeforeAll
    void run_both(@TempDir Path folder) throws Exception {
        long start = System.nanoTime();
        looked = run(folder, "looked", "50");
        duration = Duration.ofNanos(System.nanoTime() - start);
        neverLooked = run(folder, "never-looked", A_DAY);
    }

    private static Results run(Path folder, String path, String checkInterval) throws Exception {
        var parameters =
                Parameters.of(
                        Map.of(
                                "source-limit",
                                String.valueOf(READINGS),
                                "source-delay-array",
                                String.valueOf(DELAY),
                                "window-size",
                                "600",
                                "window-slide",
                                "200",
                                "checkpoint-interval",
                                A_DAY,
                                "bucket-check-interval",
                                checkInterval,
                                "bucket-rollover-interval",
                                "200",
                                "bucket-output-path",
                                "/" + path));
        var environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        SensorJob.build(environment, Measure.MAXIMUM, parameters, "file://" + folder);
        environment.execute();
        return Results.in(folder.resolve(path));
    }

    @Test
    void every_reading_up_to_the_limit_counts_once_in_each_of_its_windows() {
        looked.requireExactlyOnce();
        assertThat(looked.readings()).isEqualTo(3 * READINGS);
    }

    @Test
    void readings_keep_the_pace_of_the_delays() {
        assertThat(duration).isGreaterThanOrEqualTo(Duration.ofMillis((READINGS - 1) * DELAY));
    }

    @Test
    void windows_have_their_size_and_slide() {
        for (JsonNode line : looked.lines()) {
            var from = Instant.parse(line.get("from").asText());
            var to = Instant.parse(line.get("to").asText());
            assertThat(Duration.between(from, to)).hasMillis(600);
            assertThat(from.toEpochMilli() % 200).isZero();
        }
    }

    @Test
    void files_are_closed_by_their_age_between_checkpoints() {
        assertThat(looked.files()).hasSizeGreaterThan(6);
    }

    @Test
    void files_are_looked_at_in_the_check_interval_only() {
        assertThat(neverLooked.readings()).isEqualTo(3 * READINGS);
        assertThat(neverLooked.files()).hasSizeLessThanOrEqualTo(4);
    }
}
