package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.kube.write.Reviews;
import com.nextbreakpoint.flink.server.ControlApi;
import com.nextbreakpoint.flink.server.KubeResources;
import com.nextbreakpoint.flink.server.RestLiveFlink;
import com.nextbreakpoint.flink.server.TokenGuard;
import com.nextbreakpoint.flink.tls.TestStores;
import com.nextbreakpoint.flink.tls.TlsStores;
import io.helidon.webserver.WebServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The control interface with {@code --authentication=kubernetes}; tokens of service accounts. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationTest {
    private static final String JOB = "/clusters/demo/jobs/average";
    private static final String NO_TOKEN = "";

    private final Playground playground = Playground.open();
    private final CapturedErr log = new CapturedErr();
    private final String worker = account("worker");
    private final String stranger = account("stranger");
    private WebServer server;
    private HttpClient client;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException, GeneralSecurityException {
        var make = new TestStores(folder);
        var keys = make.keys("api", "PKCS12");
        var trust = make.trust("client", keys);
        client = HttpClient.newBuilder().sslContext(new TlsStores(null, trust).context()).build();
        server =
                new ControlApi(
                                new KubeResources(playground.stores()),
                                new RestLiveFlink(cluster -> Optional.empty()),
                                new TokenGuard(new Reviews(playground.stores())),
                                InstantSource.system())
                        .start(0, new TlsStores(keys, null));
        playground.createCluster("demo");
        playground.createJob("demo-average");
        until(() -> playground.stores().jobs().get("demo-average").isPresent(), "the job is seen");
        kubectl("create role worker --verb=get,list,patch --resource=flinkjobs.nextbreakpoint.com");
        kubectl(
                "create rolebinding worker --role=worker --serviceaccount=%s:worker"
                        .formatted(playground.namespace()));
        until(() -> status("GET", JOB + "/status", worker) == 200, "the role is in force");
    }

    @AfterAll
    void close() {
        log.close();
        server.stop();
        client.close();
        playground.close();
    }

    @Test
    void what_the_role_allows_is_done_and_leaves_a_line_that_says_who_what_and_the_result() {
        assertThat(status("GET", "/clusters/demo/jobs", worker)).isEqualTo(200);
        assertThat(status("GET", JOB, worker)).isEqualTo(200);
        assertThat(status("PUT", JOB + "/stop", worker)).isEqualTo(200);

        var job = playground.stores().jobs().live("demo-average").orElseThrow();
        assertThat(job.meta().annotations()).containsEntry(Names.REQUESTED_ACTION, "STOP");
        assertThat(log.lines())
                .filteredOn(line -> line.contains("PUT /api/v1" + JOB + "/stop by"))
                .singleElement()
                .asString()
                .contains(" by " + user("worker") + " at ")
                .endsWith(": done");
        assertThat(log.lines()).noneMatch(line -> line.contains("GET /api/v1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /clusters may not list flinkclusters",
                "GET /clusters/demo/status may not get flinkclusters demo",
                "PUT /clusters/demo/start may not patch flinkclusters demo",
                "DELETE /clusters/demo may not delete flinkclusters demo",
                "DELETE /clusters/demo/jobs/average may not delete flinkjobs demo-average",
                "GET /deployments may not list flinkdeployments",
            })
    void what_the_role_does_not_allow_is_forbidden(String refusal) {
        var words = refusal.split(" ", 3);
        var answer = send(words[0], words[1], worker);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains(user("worker") + " " + words[2] + "\"");
        assertThat(playground.stores().clusters().live("demo")).isPresent();
        assertThat(playground.stores().jobs().live("demo-average")).isPresent();
    }

    @Test
    void a_forbidden_change_leaves_a_line_too() {
        assertThat(status("PUT", "/clusters/demo/stop", worker)).isEqualTo(403);

        var cluster = playground.stores().clusters().live("demo").orElseThrow();
        assertThat(cluster.meta().annotations()).doesNotContainKey(Names.REQUESTED_ACTION);
        assertThat(log.lines())
                .filteredOn(line -> line.contains("PUT /api/v1/clusters/demo/stop by"))
                .singleElement()
                .asString()
                .endsWith(user("worker") + " may not patch flinkclusters demo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/clusters", JOB, JOB + "/status", "/clusters/demo/jobs"})
    void an_account_without_roles_may_nothing(String path) {
        assertThat(status("GET", path, stranger)).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {NO_TOKEN, "nonsense", "a.b.c"})
    void without_a_valid_token_nothing_is_told(String token) {
        var answer = send("GET", JOB + "/status", token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
        assertThat(status("GET", "/clusters/none/status", token)).isEqualTo(401);
        assertThat(status("PUT", JOB + "/start", token)).isEqualTo(401);
    }

    @Test
    void a_token_with_another_signature_is_not_valid() {
        var signed = worker.substring(0, worker.lastIndexOf('.') + 1);
        var other = stranger.substring(stranger.lastIndexOf('.') + 1);

        assertThat(status("GET", JOB + "/status", signed + other)).isEqualTo(401);
    }

    private int status(String method, String path, String token) {
        return send(method, path, token).statusCode();
    }

    private HttpResponse<String> send(String method, String path, String token) {
        var uri = URI.create("https://localhost:%d/api/v1%s".formatted(server.port(), path));
        var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new AssertionError(method + " " + path + " failed", failed);
        }
    }

    /** Creates a service account; a token of it, as the API server makes it on request. */
    private String account(String name) {
        kubectl("create serviceaccount " + name);
        return kubectl("create token " + name).strip();
    }

    private String user(String account) {
        return "system:serviceaccount:%s:%s".formatted(playground.namespace(), account);
    }

    private String kubectl(String arguments) {
        return TestCluster.kubectl("-n " + playground.namespace() + " " + arguments);
    }
}
