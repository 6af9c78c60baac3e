package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.tls.TlsStores;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TokenGuardTest {
    private final FakeReviews kubernetes;
    private final FakeResources resources = new FakeResources();
    private final ControlApi api;
    private final Logger log = (Logger) LoggerFactory.getLogger("Control");
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    TokenGuardTest(@TempDir Path folder) throws IOException {
        kubernetes = new FakeReviews(folder).know("t-alice", "alice");
        resources.add(Kind.FlinkCluster, "demo", "", Map.of("taskManagers", 3));
        api =
                new ControlApi(
                        resources, new FakeFlinkJson(), kubernetes.guard(), InstantSource.system());
    }

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stop() {
        log.detachAppender(lines);
        kubernetes.close();
    }

    private Reply ask(String method, String path, String body, @Nullable String token) {
        var bytes = new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
        var caller = new Caller("10.0.0.1", "CN=cli", token);
        return api.answer(method, "/api/v1" + path, null, bytes, caller);
    }

    private List<String> log() {
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    @Test
    void who_may_is_answered() {
        kubernetes.allow("alice: get flinkclusters/ demo");

        assertThat(ask("GET", "/clusters/demo/status", "", "t-alice").status()).isEqualTo(200);
        assertThat(log()).isEmpty();
    }

    @Test
    void without_a_valid_token_nothing_is_told() {
        var body = InputStream.nullInputStream();
        var none = api.answer("GET", "/api/v1/clusters", null, body, new Caller("h", "", null));

        assertThat(none.status()).isEqualTo(401);
        assertThat(none.error()).startsWith("a token is missing");
        assertThat(kubernetes.reviews()).isEmpty();
        assertThat(ask("GET", "/clusters", "", "t-mallory").status()).isEqualTo(401);
        assertThat(ask("GET", "/clusters/none/status", "", "t-mallory").status()).isEqualTo(401);
    }

    @Test
    void another_right_does_not_help() {
        kubernetes.allow("alice: get flinkclusters/ demo").allow("alice: patch flinkclusters/ x");
        var reply = ask("PUT", "/clusters/demo/stop", "{}", "t-alice");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.error()).isEqualTo("alice may not patch flinkclusters demo");
        assertThat(resources.find(Kind.FlinkCluster, "demo").orElseThrow().isRequestDone())
                .isTrue();
    }

    @Test
    void scaling_is_a_right_of_its_own() {
        kubernetes.allow("alice: patch flinkclusters/scale demo");

        assertThat(ask("PUT", "/clusters/demo/scale", "{\"taskManagers\":1}", "t-alice").status())
                .isEqualTo(200);
        assertThat(ask("PUT", "/clusters/demo/stop", "{}", "t-alice").status()).isEqualTo(403);
    }

    @Test
    void kubernetes_is_told_all_that_it_said_of_the_user() {
        kubernetes.allow("alice: list flinkclusters/");

        assertThat(ask("GET", "/clusters", "", "t-alice").status()).isEqualTo(200);
        var spec = kubernetes.reviews().getLast().path("spec");
        assertThat(spec.path("uid").asText()).isEqualTo("u-1");
        assertThat(spec.path("groups").path(0).asText()).isEqualTo("people");
        assertThat(spec.at("/resourceAttributes/namespace").asText()).isEqualTo("flink");
        assertThat(spec.at("/resourceAttributes/group").asText()).isEqualTo("nextbreakpoint.com");
    }

    @Test
    void each_change_leaves_a_line_that_says_who_what_and_the_result() {
        kubernetes.allow("alice: patch flinkclusters/ demo");
        ask("PUT", "/clusters/demo/stop", "{}", "t-alice");
        ask("DELETE", "/clusters/demo", "", "t-alice");
        ask("DELETE", "/clusters/demo", "", "t-mallory");

        assertThat(log())
                .containsExactly(
                        "PUT /api/v1/clusters/demo/stop by alice (CN=cli) at 10.0.0.1: done",
                        "DELETE /api/v1/clusters/demo by CN=cli at 10.0.0.1:"
                                + " alice may not delete flinkclusters demo",
                        "DELETE /api/v1/clusters/demo by CN=cli at 10.0.0.1:"
                                + " Kubernetes does not know the token, or it has expired");
    }

    @Test
    void nobody_writes_lines_of_their_own_into_the_log() {
        kubernetes.allow("alice: create flinkjobs/");
        ask("POST", "/clusters/demo/jobs/j", "{\"clusterName\":\"x\\nfake line\"}", "t-alice");

        assertThat(log().getFirst()).doesNotContain("\n").contains("clusterName is x fake line");
    }

    @Test
    void an_operator_that_may_not_check_tokens_says_what_is_missing() {
        kubernetes.refuse(403);
        var reply = ask("GET", "/clusters", "", "t-alice");

        assertThat(reply.status()).isEqualTo(502);
        assertThat(reply.error())
                .contains("flink-k8s-toolbox-roles with authentication=kubernetes");
        kubernetes.refuse(500);
        assertThat(ask("GET", "/clusters", "", "t-alice").status()).isEqualTo(503);
    }

    @Test
    void tokens_are_not_taken_over_plain_http() {
        assertThatThrownBy(() -> api.start(0, new TlsStores(null, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("plain HTTP");
    }
}
