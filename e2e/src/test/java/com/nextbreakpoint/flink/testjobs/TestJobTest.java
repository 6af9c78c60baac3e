package com.nextbreakpoint.flink.testjobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestJobTest {
    @TempDir Path folder = Path.of("set by JUnit");

    private void run(String mode, String... more) throws Exception {
        var args = new ArrayList<>(List.of("--mode", mode, "--output", "file://" + folder));
        args.addAll(List.of(more));
        TestJob.main(args.toArray(String[]::new));
    }

    @Test
    void bounded_writes_its_numbers_and_ends() throws Exception {
        run("bounded", "--limit", "50", "--throttle", "1", "--checkpoint-interval", "20");
        assertThat(Verify.of(folder).requireExactlyOnce().count).isEqualTo(50);
    }

    @Test
    void verify_counts_up_to_its_limit() throws Exception {
        run("verify", "--limit", "3000", "--throttle", "0");
        assertThat(Verify.of(folder).requireExactlyOnce().count).isEqualTo(3000);
    }

    @Test
    void renamed_counts_as_well() throws Exception {
        run("renamed", "--limit", "20", "--throttle", "0");
        assertThat(Verify.of(folder).requireExactlyOnce().count).isEqualTo(20);
    }

    @Test
    void failafter_fails_at_its_number() {
        assertThatThrownBy(
                        () ->
                                run(
                                        "failafter",
                                        "--after",
                                        "7",
                                        "--message",
                                        "seven",
                                        "--flink",
                                        "restart-strategy.type=none"))
                .hasStackTraceContaining("IllegalStateException: seven");
    }

    @Test
    void failstart_fails_before_the_first_number() {
        assertThatThrownBy(() -> run("failstart", "--flink", "restart-strategy.type=none"))
                .hasStackTraceContaining("IllegalStateException: The test wants this to fail");
    }

    @Test
    void failcp_fails_at_the_first_checkpoint() {
        assertThatThrownBy(
                        () ->
                                run(
                                        "failcp",
                                        "--delay",
                                        "1",
                                        "--checkpoint-interval",
                                        "100",
                                        "--flink",
                                        "restart-strategy.type=none"))
                .hasStackTraceContaining("Could not complete snapshot");
    }

    @Test
    void throw_and_error_fail_in_main_with_the_message() {
        assertThatThrownBy(() -> run("throw", "--message", "two words"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("two words");
        assertThatThrownBy(() -> run("error", "--message", ""))
                .isInstanceOf(NoClassDefFoundError.class)
                .hasMessage("");
    }

    @Test
    void options_that_are_wrong_are_named() {
        assertThatThrownBy(() -> run("what")).hasMessage("Unknown mode what");
        assertThatThrownBy(() -> run("verify", "--colour", "red"))
                .hasMessageStartingWith("Unknown option --colour");
        assertThatThrownBy(() -> run("verify", "--limit"))
                .hasMessage("The option --limit needs a value after it");
        assertThatThrownBy(() -> run("verify", "--mode", "verify"))
                .hasMessage("The option --mode is given twice");
        assertThatThrownBy(() -> run("verify", "--flink", "x"))
                .hasMessage("The option --flink must be key=value, not x");
    }
}
