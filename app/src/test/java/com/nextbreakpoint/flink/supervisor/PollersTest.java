package com.nextbreakpoint.flink.supervisor;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.FakeApi;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PollersTest {
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final Meta DEMO =
            new Meta(
                    "flink",
                    "demo",
                    "uid",
                    1,
                    "1",
                    Instant.EPOCH,
                    null,
                    "",
                    Set.of(),
                    Map.of(),
                    Map.of());

    private final BlockingQueue<Thread> news = new LinkedBlockingQueue<>();

    @Test
    void a_poller_that_ended_unasked_is_followed_by_another() throws Exception {
        follow(
                pollers -> {
                    pollers.follow(DEMO, INTERVAL, FlinkView.Questions.NONE);
                    news.take().join();
                    pollers.follow(DEMO, INTERVAL, FlinkView.Questions.NONE);
                    assertThat(news.poll(20, TimeUnit.SECONDS)).isNotNull();
                });
    }

    private void follow(Scene scene) throws IOException, InterruptedException {
        try (var api = new FakeApi();
                var client = api.client();
                var pollers =
                        new Pollers(
                                Stores.of(client, "flink"),
                                pod -> Optional.empty(),
                                Clock.systemUTC(),
                                this::fail)) {
            scene.play(pollers);
        }
    }

    private void fail(String cluster) {
        news.add(Thread.currentThread());
        throw new NoClassDefFoundError("of what is told of " + cluster);
    }

    private interface Scene {
        void play(Pollers pollers) throws InterruptedException;
    }
}
