package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nextbreakpoint.flink.flink.FlinkUnavailable.Reach;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlinkSilenceTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String TRIGGER = "fedcba9876543210fedcba9876543210";

    private final FakeFlink fake = FakeFlink.start(FlinkVersion.V2_3);
    private final FlinkClient flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void another_id_than_ours_is_nonsense() {
        fake.addJob(JOB);
        fake.confuseIds(true);

        assertUnavailable(
                Reach.SILENT, () -> flink.stop(JOB, TRIGGER, "file:/sp"), "instead of ours");
    }

    @Test
    void half_an_answer_is_nonsense() {
        fake.misbehave("GET /overview", new Misbehaviour.Truncated(), 1);

        assertUnavailable(Reach.SILENT, flink::overview, "ends too early");
    }

    @Test
    void an_answer_without_what_belongs_there_is_nonsense() {
        for (var body :
                List.of("{}", "[]", "null", "", "{\"jobs\":[{\"jid\":\"x\",\"tasks\":{}}]}")) {
            fake.misbehave("GET /jobs", new Misbehaviour.Instead(200, body), 1);

            assertUnavailable(Reach.SILENT, flink::jobs, "nonsense");
        }
    }

    @Test
    void an_error_of_flinks_own_is_no_answer_but_told() {
        fake.misbehave(
                "GET /overview",
                new Misbehaviour.Instead(503, "{\"errors\":[\"ongoing leader election\"]}"),
                1);

        assertUnavailable(Reach.ANSWERED, flink::overview, "ongoing leader election");
    }

    @Test
    void a_no_that_is_not_flinks_is_no_answer() {
        fake.misbehave(
                "savepoints",
                new Misbehaviour.Instead(404, "{\"kind\":\"Status\",\"message\":\"no such pod\"}"),
                1);

        assertUnavailable(Reach.SILENT, () -> flink.trigger(JOB, TRIGGER), "no such pod");
    }

    @Test
    void a_page_that_is_not_json_is_no_answer() {
        fake.misbehave(
                "GET /overview", new Misbehaviour.Instead(502, "<html>Bad Gateway</html>"), 1);

        assertUnavailable(Reach.SILENT, flink::overview, "Bad Gateway");
    }

    @Test
    void silence_ends_with_the_time_limit() {
        var hurried = new RestFlinkClient(fake.target(), Duration.ofMillis(200));
        for (var silence : List.of(new Misbehaviour.Mute(), new Misbehaviour.Stalled())) {
            fake.misbehave("GET /overview", silence, 1);
            long begin = System.nanoTime();

            assertUnavailable(Reach.SILENT, hurried::overview, "not answered within 200 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void a_lost_answer_does_not_tell_whether_it_was_done() {
        fake.addJob(JOB);
        fake.misbehave("POST", new Misbehaviour.Lost(), 1);

        assertUnavailable(
                Reach.SILENT, () -> flink.stop(JOB, TRIGGER, "file:/sp"), "no whole answer");
        assertThat(fake.begun()).containsExactly("stop " + JOB);
    }

    @Test
    void a_refused_connection_has_done_nothing() throws IOException {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var nobody = new RestFlinkClient(Target.host("127.0.0.1", port), Duration.ofSeconds(5));

        assertUnavailable(Reach.UNSENT, nobody::overview, "refuses connections");
    }

    @Test
    void an_unknown_host_has_done_nothing() {
        var nobody =
                new RestFlinkClient(Target.host("nobody.invalid", 8081), Duration.ofSeconds(9));

        assertUnavailable(Reach.UNSENT, nobody::overview, "nobody.invalid");
    }

    private static void assertUnavailable(Reach reach, Runnable call, String message) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        FlinkUnavailable.class,
                        silent -> assertThat(silent.reach()).isEqualTo(reach))
                .hasMessageContaining(message)
                .message()
                .hasSizeLessThanOrEqualTo(300)
                .doesNotContain("\n");
    }
}
