package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.kube.cache.Metas;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.FakeApi;
import com.nextbreakpoint.flink.kube.client.TokenFile;
import com.nextbreakpoint.flink.kube.write.Events;
import io.fabric8.kubernetes.api.model.PodBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes on although something was thrown that nobody thought of. */
@Timeout(60)
class LoopsTest {
    private static final String EVENTS = "/api/v1/namespaces/flink/events/";
    private static final String CLUSTERS =
            "/apis/nextbreakpoint.com/v1/namespaces/flink/flinkclusters/";

    private static final int KINDS = 7;

    private final FakeApi api = new FakeApi();

    LoopsTest() throws IOException {}

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void the_event_writer_survives_an_error() throws Exception {
        var errors = new LinkedBlockingQueue<Error>();
        errors.add(new NoClassDefFoundError("of a parser"));
        var config = api.config();
        config.setOauthTokenProvider(
                () -> {
                    var error = errors.poll();
                    if (error != null) throw error;
                    return "token";
                });
        try (var client = FakeApi.client(config);
                var events = new Events(Stores.of(client, "flink"), "me", Clock.systemUTC())) {
            events.tell(Kind.FlinkJob, meta("lost"), Step.Notice.warning("Lost", "lost"));
            events.tell(Kind.FlinkJob, meta("told"), Step.Notice.warning("Told", "told"));
            assertThat(api.requests().poll(20, TimeUnit.SECONDS)).startsWith("POST ");
            while (!api.holds(EVENTS + "told.")) Thread.onSpinWait();
            assertThat(events.turned()).isTrue();
        }
    }

    @Test
    void what_one_listener_throws_keeps_no_change_from_the_next() throws Exception {
        api.put(CLUSTERS + "demo", "{\"metadata\": {\"name\": \"demo\", \"uid\": \"u\"}}");
        var heard = new LinkedBlockingQueue<String>();
        try (var client = api.client();
                var stores = Stores.of(client, "flink")) {
            stores.clusters()
                    .onChange(
                            meta -> {
                                throw new IllegalStateException("a listener's fault");
                            });
            stores.clusters().onChange(meta -> heard.add(meta.name()));
            stores.start();
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("demo");
        }
    }

    @Test
    void a_watch_goes_on_while_its_token_cannot_be_read(@TempDir Path folder) throws Exception {
        var token = Files.writeString(folder.resolve("token"), "one");
        var config = api.config();
        config.setOauthTokenProvider(new TokenFile(token));
        try (var client = FakeApi.client(config);
                var stores = Stores.of(client, "flink")) {
            stores.start();
            awaitWatches(stores);
            Files.delete(token);
            api.endWatches();
            awaitWatches(stores);
        }
    }

    /** The client's way: what is thrown when it begins to list again is told to nobody. */
    @Test
    void a_watch_that_ended_although_nobody_told_it_to_is_silent() throws Exception {
        var fails = new AtomicBoolean();
        var failures = new LinkedBlockingQueue<String>();
        var config = api.config();
        config.setOauthTokenProvider(
                () -> {
                    if (!fails.get()) return "token";
                    failures.add("thrown");
                    throw new IllegalStateException("for a moment");
                });
        try (var client = FakeApi.client(config);
                var stores = Stores.of(client, "flink")) {
            stores.start();
            awaitWatches(stores);
            fails.set(true);
            api.endWatches();
            for (int i = 0; i < KINDS; i++) failures.take();
            fails.set(false);
            assertThat(api.watches().poll(2, TimeUnit.SECONDS)).isNull();
            assertThat(stores.watches().values()).noneMatch(BooleanSupplier::getAsBoolean);
        }
    }

    @Test
    void a_queue_tells_an_error_once_until_another_comes() throws Exception {
        var log = new LoggerContext().getLogger("Test");
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        var ended = new LinkedBlockingQueue<Boolean>();
        var timer = new ManualTimer();
        var runs = new AtomicInteger();
        WorkQueue.Handler handler =
                key -> {
                    throw new NoClassDefFoundError(runs.incrementAndGet() < 3 ? "first" : "other");
                };
        try (var queue =
                new WorkQueue(log, 2, handler, (queued, took, bad) -> ended.add(bad), timer)) {
            queue.enqueue("key");
            for (int i = 0; i < 3; i++) {
                assertThat(ended.take()).isTrue();
                timer.move(Duration.ofMinutes(1));
            }
            assertThat(ended.take()).isTrue();
        }
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "key: java.lang.NoClassDefFoundError: first",
                        "key: java.lang.NoClassDefFoundError: other");
    }

    /** New ones, of all kinds. */
    private void awaitWatches(Stores stores) throws InterruptedException {
        for (int i = 0; i < KINDS; i++) {
            assertThat(api.watches().poll(20, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(stores.watches().values()).allMatch(BooleanSupplier::getAsBoolean);
    }

    private static Meta meta(String name) {
        return Metas.of(
                new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace("flink")
                        .withUid(name)
                        .endMetadata()
                        .build());
    }
}
