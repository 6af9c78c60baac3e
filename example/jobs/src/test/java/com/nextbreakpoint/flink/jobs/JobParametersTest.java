package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobParametersTest {
    @TempDir Path folder = Path.of("set by JUnit");

    @Test
    void every_key_is_read() {
        var parameters =
                Parameters.of(Map.of("console-verbosity", "2", "disable-chaining", "true"));
        assertThat(parameters.restPort).isZero();
        assertThat(parameters.schedule.offset(10)).isEqualTo(10);
        assertThat(parameters.sourceLimit).isEqualTo(1000);
        assertThat(parameters.consoleVerbosity).isEqualTo(2);
        assertThat(parameters.jobName).isEqualTo("test");
        assertThat(parameters.disableChaining).isTrue();
        assertThat(parameters.checkpointInterval).isEqualTo(Duration.ofMillis(100));
        assertThat(parameters.windowSize).isEqualTo(Duration.ofMillis(100));
        assertThat(parameters.windowSlide).isEqualTo(Duration.ofMillis(50));
        assertThat(parameters.maxOutOfOrderness).isEqualTo(Duration.ofMillis(20));
        assertThat(parameters.bucketCheckInterval).isEqualTo(Duration.ofSeconds(1));
        assertThat(parameters.bucketRolloverInterval).isEqualTo(Duration.ofMinutes(1));
        assertThat(parameters.bucketInactivityInterval).isEqualTo(Duration.ofMinutes(1));
        assertThat(parameters.bucketOutputPath).isEqualTo("/output");
        assertThat(parameters.partitions).isEqualTo(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    rest-port                  | 65536 | rest-port must be a whole number from 0 to 65535, not 65536
                    source-delay-array         | 250 x | source-delay-array must be a whole number from 1 to 60000, not x
                    source-delay-array         | 250 0 | source-delay-array must be a whole number from 1 to 60000, not 0
                    source-delay-interval      | 0     | source-delay-interval must be a whole number from 1 to 86400000, not 0
                    source-limit               | -1    | source-limit must be a whole number of at least 0, not -1
                    console-verbosity          | 3     | console-verbosity must be a whole number from 0 to 2, not 3
                    disable-chaining           | yes   | disable-chaining must be true or false, not yes
                    checkpoint-interval        | 5m    | checkpoint-interval must be a whole number from 10 to 86400000, not 5m
                    window-size                | 0     | window-size must be a whole number from 1 to 86400000, not 0
                    window-slide               | 101   | window-slide must not be greater than window-size, or readings would fall between windows
                    max-out-of-orderness       | -5    | max-out-of-orderness must be a whole number from 0 to 86400000, not -5
                    bucket-check-interval      | 1.5   | bucket-check-interval must be a whole number from 1 to 86400000, not 1.5
                    bucket-rollover-interval   | 0     | bucket-rollover-interval must be a whole number from 1 to 86400000, not 0
                    bucket-inactivity-interval | 0     | bucket-inactivity-interval must be a whole number from 1 to 86400000, not 0
                    bucket-output-path         | out   | bucket-output-path must start with one slash, not be out
                    partitions                 | 32769 | partitions must be a whole number from 1 to 32768, not 32769
                    colour                     | red   | unknown key colour
                    """)
    void a_value_that_is_wrong_is_told_in_one_sentence(String key, String value, String sentence) {
        assertThatThrownBy(() -> Parameters.of(Map.of(key, value)))
                .isInstanceOf(BadInput.class)
                .hasMessage("test.conf: " + sentence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rest-port",
                "source-delay-array",
                "disable-chaining",
                "job-name",
                "partitions"
            })
    void a_key_that_is_missing_is_named(String key) {
        assertThatThrownBy(() -> JobParameters.parse("test.conf", Parameters.without(key)))
                .isInstanceOf(BadInput.class)
                .hasMessage("test.conf: " + key + " is missing");
    }

    @Test
    void a_key_that_is_given_twice_is_named() {
        var twice = Parameters.text(Map.of()) + "window-size: 5\n";
        assertThatThrownBy(() -> JobParameters.parse("test.conf", twice))
                .hasMessage("test.conf: window-size is given twice");
    }

    @Test
    void a_line_without_a_colon_is_quoted() {
        assertThatThrownBy(() -> JobParameters.parse("test.conf", "window-size 5"))
                .hasMessage(
                        "test.conf: the line \"window-size 5\" must have the form \"key: value\"");
    }

    @Test
    void a_file_is_read_from_its_location() throws IOException {
        var file =
                Files.writeString(
                        folder.resolve("a.conf"), Parameters.text(Map.of("job-name", "mine")));
        assertThat(JobParameters.read("file://" + file).jobName).isEqualTo("mine");
        assertThat(JobParameters.read(file.toString()).jobName).isEqualTo("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///no/such.conf", "what://is/this", "file:"})
    void a_location_that_cannot_be_read_is_named(String location) {
        assertThatThrownBy(() -> JobParameters.read(location))
                .isInstanceOf(BadInput.class)
                .hasMessageStartingWith(
                        "The file of --JOB_PARAMETERS cannot be read: " + location + " (");
    }
}
