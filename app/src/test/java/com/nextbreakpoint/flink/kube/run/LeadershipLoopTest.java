package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.kube.client.FakeApi;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LeadershipLoopTest {
    private final FakeApi api = new FakeApi();
    private final BlockingQueue<String> terms = new LinkedBlockingQueue<>();

    LeadershipLoopTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    static Stream<Runnable> whatAClientMayThrow() {
        return Stream.of(
                () -> {
                    throw new UncheckedIOException(new IOException("no token for a moment"));
                },
                () -> {
                    throw new NoClassDefFoundError("of a parser");
                });
    }

    @ParameterizedTest
    @MethodSource("whatAClientMayThrow")
    void an_election_survives_what_its_client_throws(Runnable thrower) throws Exception {
        var looks = new LinkedBlockingQueue<Runnable>();
        looks.add(thrower);
        var config = api.config();
        config.setOauthTokenProvider(
                () -> {
                    var next = looks.poll();
                    if (next != null) next.run();
                    return "token";
                });
        try (var client = FakeApi.client(config);
                var leadership = new Leadership(client, "flink", "lease", "me", this::lead)) {
            leadership.start();
            assertThat(terms.poll(20, TimeUnit.SECONDS)).isEqualTo("begun");
            assertThat(leadership.turned()).isTrue();
        }
    }

    @Test
    void a_term_that_ends_by_an_error_begins_again() throws Exception {
        var first = new LinkedBlockingQueue<Error>();
        first.add(new NoClassDefFoundError("of a controller"));
        try (var client = api.client();
                var leadership =
                        new Leadership(
                                client,
                                "flink",
                                "lease",
                                "me",
                                () -> {
                                    var error = first.poll();
                                    if (error != null) throw error;
                                    lead();
                                })) {
            leadership.start();
            assertThat(terms.poll(20, TimeUnit.SECONDS)).isEqualTo("begun");
        }
    }

    private void lead() throws InterruptedException {
        terms.add("begun");
        Thread.sleep(Long.MAX_VALUE);
    }
}
