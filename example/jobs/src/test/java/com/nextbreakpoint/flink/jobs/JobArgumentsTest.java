package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobArgumentsTest {
    @Test
    void the_arguments_of_the_manual_are_taken() {
        var arguments =
                JobArguments.parse(
                        "--JOB_PARAMETERS",
                        "file:///var/config/computeaverage.conf",
                        "--OUTPUT_LOCATION",
                        "s3a://nextbreakpoint-demo/");
        assertThat(arguments.jobParameters).isEqualTo("file:///var/config/computeaverage.conf");
        assertThat(arguments.outputLocation).isEqualTo("s3a://nextbreakpoint-demo");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --JOB_PARAMETERS a                                         | The argument --OUTPUT_LOCATION is missing
                    --OUTPUT_LOCATION s3a://b                                  | The argument --JOB_PARAMETERS is missing
                    --JOB_PARAMETERS a --OUTPUT_LOCATION                       | The argument --OUTPUT_LOCATION needs a value after it
                    --JOB_PARAMETERS a --JOB_PARAMETERS b                      | The argument --JOB_PARAMETERS is given twice
                    --JOB_PARAMETERS a --OUTPUT s3a://b                        | Unknown argument --OUTPUT: the arguments are --JOB_PARAMETERS and --OUTPUT_LOCATION
                    --JOB_PARAMETERS a --OUTPUT_LOCATION output                | --OUTPUT_LOCATION must be a location such as s3a://bucket or file:///folder, not output
                    """)
    void arguments_that_are_wrong_are_told_in_one_sentence(String line, String sentence) {
        assertThatThrownBy(() -> JobArguments.parse(line.split(" ")))
                .isInstanceOf(BadInput.class)
                .hasMessage(sentence);
    }
}
