package com.nextbreakpoint.flink.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.flink.Target;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ControlFlinkTest extends ControlFixture {
    /** Where a JobManager listens and never answers; null: the fake answers. */
    private volatile @Nullable Target hung;

    @Override
    ControlApi api() {
        var real = new RestLiveFlink(cluster -> Optional.ofNullable(hung));
        LiveFlink either = cluster -> (hung == null ? flink : real).open(cluster);
        return new ControlApi(resources, either, Guard.OPEN, InstantSource.system());
    }

    @Test
    void details_are_flinks_own() throws Exception {
        flink.answer("jobs/c0ffee", "{\"jid\":\"c0ffee\",\"vertices\":[]}")
                .answer("taskmanagers", "{\"taskmanagers\":[{\"id\":\"t1\"}]}")
                .answer("taskmanagers/10.244.0.25%3A6122-0c89a2", "{\"id\":\"x\"}");

        assertThat(get("/clusters/lone/jobs/a/details").output())
                .isEqualTo("{\"jid\":\"c0ffee\",\"vertices\":[]}");
        assertThat(get("/clusters/lone/taskmanagers").output()).isEqualTo("[{\"id\":\"t1\"}]");
        for (var id : new String[] {"10.244.0.25:6122-0c89a2", "10.244.0.25%3A6122-0c89a2"}) {
            assertThat(get("/clusters/lone/taskmanagers/" + id + "/details").output())
                    .isEqualTo("{\"id\":\"x\"}");
        }
    }

    @Test
    void a_job_that_was_never_started_has_no_details() throws Exception {
        var got = get("/clusters/demo/jobs/a/details");

        assertThat(got.status()).isEqualTo(409);
        assertThat(got.error()).isEqualTo("the job demo-a was never started");
    }

    @Test
    void a_flink_that_is_not_there_is_a_failure_and_not_an_error() throws Exception {
        var got = get("/clusters/lone/jobmanager/metrics");

        assertThat(got.status()).isEqualTo(503);
        assertThat(got.envelope().path("status").asText()).isEqualTo("FAILURE");
    }

    @Test
    void a_jobmanager_that_hangs_is_told_in_time_and_delays_nobody_else() throws Exception {
        try (var silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            hung = Target.host("localhost", silent.getLocalPort());
            var start = Instant.now();
            var asking =
                    CompletableFuture.supplyAsync(
                            () -> got("/clusters/lone/jobmanager/metrics"),
                            Executors.newVirtualThreadPerTaskExecutor());
            while (!asking.isDone() && Duration.between(start, Instant.now()).toSeconds() < 2) {
                var before = Instant.now();
                assertThat(get("/clusters/lone/status").status()).isEqualTo(200);
                assertThat(Duration.between(before, Instant.now()))
                        .isLessThan(Duration.ofSeconds(1));
            }
            assertThat(asking).isNotDone();
            var got = asking.join();

            assertThat(Duration.between(start, Instant.now())).isLessThan(Duration.ofSeconds(5));
            assertThat(got.status()).isEqualTo(504);
            assertThat(got.envelope().path("status").asText()).isEqualTo("FAILURE");
        }
    }

    private Got got(String path) {
        try {
            return get(path);
        } catch (IOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
