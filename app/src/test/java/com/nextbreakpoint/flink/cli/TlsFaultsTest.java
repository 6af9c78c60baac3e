package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Guards against a server that is less secure than its options say. */
class TlsFaultsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    --keystore-path=/x                          | --keystore-path needs --keystore-secret
                    --truststore-path=/x --truststore-secret=y  | needs --keystore-path
                    --keystore-path=/x --keystore-secret=y --truststore-path=/x | --truststore-path needs
                    """)
    void f22_half_of_a_secure_setup_is_refused_and_never_served_in_the_clear(
            String options, String sentence) {
        var run = Run.of(("operator run " + options).split(" +", -1));
        assertThat(run.exit()).isEqualTo(Exit.USAGE);
        assertThat(run.err()).contains(sentence);
    }
}
