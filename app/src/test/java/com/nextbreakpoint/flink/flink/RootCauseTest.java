package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RootCauseTest {
    private static final String FRAME = "\n\tat org.apache.flink.Some.method(Some.java:1)\n";

    @Test
    void names_the_innermost_cause_and_what_it_broke() {
        var missing = "java.io.FileNotFoundException: Cannot find file 's3://b/sp'.";
        var trace =
                trace(
                        "org.apache.flink.util.FlinkException: Failed to execute job 'x'.",
                        "org.apache.flink.runtime.client.JobInitializationException: Could not start the JobMaster.",
                        "java.util.concurrent.CompletionException: java.lang.RuntimeException: "
                                + missing,
                        "java.lang.RuntimeException: " + missing,
                        missing);

        assertThat(RootCause.of(trace))
                .isEqualTo(
                        "FileNotFoundException: Cannot find file 's3://b/sp'."
                                + " (JobInitializationException: Could not start the JobMaster.)");
    }

    @Test
    void does_not_repeat_the_words_of_the_innermost_cause() {
        var trace =
                trace(
                        "org.apache.flink.client.program.ProgramInvocationException: The main method caused an error: no topic",
                        "java.lang.IllegalStateException: no topic");

        assertThat(RootCause.of(trace))
                .isEqualTo(
                        "IllegalStateException: no topic"
                                + " (ProgramInvocationException: The main method caused an error)");
    }

    @Test
    void reads_what_the_server_side_of_a_500_wraps() {
        var errors =
                "Internal server error.\n<Exception on server side:\n"
                        + trace(
                                "java.util.concurrent.CompletionException: a.b.ProgramInvocationException: Class 'x.Y' was not found.",
                                "a.b.ProgramInvocationException: Class 'x.Y' was not found.",
                                "java.lang.ClassNotFoundException: x.Y")
                        + "\nEnd of exception on server side>";

        assertThat(RootCause.of(errors))
                .isEqualTo(
                        "ClassNotFoundException: x.Y"
                                + " (ProgramInvocationException: Class 'x.Y' was not found.)");
    }

    @Test
    void leaves_out_what_every_failed_start_begins_with() {
        var error = "java.lang.NoClassDefFoundError: a/B";
        var trace =
                trace(
                        "org.apache.flink.runtime.rest.handler.RestHandlerException: Could not execute application.",
                        "java.util.concurrent.CompletionException: " + error,
                        error);

        assertThat(RootCause.of(trace)).isEqualTo("NoClassDefFoundError: a/B");
    }

    @Test
    void takes_the_only_line_there_is() {
        assertThat(RootCause.of("Unable to load requested file /nope."))
                .isEqualTo("Unable to load requested file /nope.");
    }

    @Test
    void does_without_a_message() {
        assertThat(
                        RootCause.of(
                                trace(
                                        "a.FlinkException: Task failed",
                                        "java.lang.NullPointerException")))
                .isEqualTo("NullPointerException (FlinkException: Task failed)");
    }

    @Test
    void leaves_out_what_is_suppressed() {
        var trace =
                "java.lang.IllegalStateException: real"
                        + FRAME
                        + "\tSuppressed: java.io.IOException: other\n\tCaused by: java.io.IOException: inner\n";

        assertThat(RootCause.of(trace)).isEqualTo("IllegalStateException: real");
    }

    @Test
    void is_never_longer_than_three_hundred_characters_nor_more_than_one_line() {
        var cause = RootCause.of("a.B: " + "long ".repeat(200) + FRAME);

        assertThat(cause).hasSize(300).endsWith("…").doesNotContain("\n");
    }

    @Test
    void says_so_when_there_is_nothing() {
        assertThat(RootCause.of("\n")).isEqualTo("no reason given");
    }

    private static String trace(String... causes) {
        return String.join(FRAME + "Caused by: ", causes) + FRAME + "\t... 3 more\n";
    }
}
