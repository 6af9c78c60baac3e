package com.nextbreakpoint.flink.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgressTest {
    private final StringWriter err = new StringWriter();

    /** What is printed while these states come one after the other; the seconds are left out. */
    private String told(boolean repaints, String... states) throws InterruptedException {
        var coming = new ArrayDeque<>(List.of(states));
        var all = new CountDownLatch(1);
        var wait = Duration.ofMinutes(5);
        try (var _ =
                Progress.begin(
                        new PrintWriter(err, true),
                        repaints,
                        wait,
                        Duration.ofMillis(1),
                        () -> {
                            if (coming.isEmpty()) {
                                all.countDown();
                            }
                            return coming.isEmpty() ? states[states.length - 1] : coming.poll();
                        })) {
            all.await();
        }
        return err.toString().replaceAll("\\d+ of", "N of");
    }

    @Test
    void each_change_is_a_line_where_nobody_watches() throws Exception {
        assertThat(told(false, "JobStarting: a", "JobStarting: a", "", "JobStarting: b").lines())
                .containsExactly(
                        "waiting up to 300 s …",
                        "waiting, N of 300 s: JobStarting: a",
                        "waiting, N of 300 s: JobStarting: b");
    }

    @Test
    void one_line_is_painted_anew_on_a_terminal() throws Exception {
        var painted = told(true, "JobStarting: a", "");

        assertThat(painted).endsWith(System.lineSeparator());
        assertThat(painted)
                .startsWith(
                        "\rwaiting up to 300 s …\u001b[K\rwaiting, N of 300 s: JobStarting: a\u001b[K"
                                + "\rwaiting, N of 300 s\u001b[K");
    }

    @Test
    void a_long_message_does_not_wrap_and_cannot_move_the_cursor() throws Exception {
        var painted = told(true, "Failed: \n\u001b[2J" + "x".repeat(200)).split("\r", -1);

        assertThat(painted[2])
                .startsWith("waiting, N of 300 s: Failed:  [2Jx")
                .contains("…\u001b[K");
        assertThat(painted[2].strip()).hasSize(79 + "\u001b[K".length());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    deployment delete --deployment-name=d         | GET /api/v1/deployments/d/status
                    cluster stop --cluster-name=c                 | GET /api/v1/clusters/c/status
                    savepoint trigger --cluster-name=c --job-name=j | GET /api/v1/clusters/c/jobs/j/status
                    """)
    void the_status_of_what_is_changed_is_told(String command, String look) throws IOException {
        try (var control = new WaitingControl("JobStarting", "the job is uploaded")) {
            var run = Run.of((command + " --wait=60 " + control.port()).split(" ", -1));

            assertThat(run.exit()).isEqualTo(Exit.DONE);
            assertThat(control.looks()).contains(look);
            assertThat(run.err().lines().skip(1))
                    .singleElement()
                    .asString()
                    .matches("waiting, \\d+ of 60 s: JobStarting: the job is uploaded");
            assertThat(run.out()).isEqualToIgnoringNewLines("{\"status\":\"OK\"}");
        }
    }
}
