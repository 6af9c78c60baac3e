package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A fast poller of a fake Flink. */
abstract class PollerFixture {
    static final String JOB = "0123456789abcdef0123456789abcdef";
    static final String OTHER = "1123456789abcdef0123456789abcdef";
    static final String TRIGGER = "fedcba9876543210fedcba9876543210";
    static final Duration OFTEN = Duration.ofMillis(50);
    static final Duration NEVER = Duration.ofHours(1);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final FakeFlink fake = FakeFlink.start(FlinkVersion.V2_3);
    final FlinkClient flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
    final AtomicLong seconds = new AtomicLong(1_000);
    final AtomicInteger news = new AtomicInteger();
    final AtomicInteger confirmations = new AtomicInteger();
    volatile Optional<Target> target = Optional.empty();
    volatile String live = "uid/1";
    volatile boolean deaf;
    FlinkPoller poller = poller(NEVER);

    @BeforeEach
    void forget_the_idle_poller() {
        poller.close();
        news.set(0);
        target = Optional.of(fake.target("jm-0", "uid/1"));
    }

    @AfterEach
    void stop() {
        poller.close();
        fake.close();
    }

    FlinkPoller poller(Duration interval) {
        return poller(new Pace(interval, Duration.ofMillis(20), Pace.HURRY));
    }

    FlinkPoller poller(Pace pace) {
        return new FlinkPoller(
                "demo",
                pace,
                () -> Instant.ofEpochSecond(seconds.incrementAndGet()),
                () -> target,
                pod -> {
                    if (!pod.equals("jm-0")) {
                        throw new IllegalStateException("the API server does not answer");
                    }
                    confirmations.incrementAndGet();
                    return live;
                },
                this::hear);
    }

    private void hear() {
        news.incrementAndGet();
        if (deaf) {
            throw new IllegalStateException("the test does not listen");
        }
    }

    FlinkView await(Predicate<FlinkView> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(poller.view())) {
            assertThat(System.nanoTime()).as("still %s", poller.view()).isLessThan(end);
            Thread.onSpinWait();
        }
        return poller.view();
    }

    FlinkView awaitAnswer() {
        var last = poller.view().askedAt();
        return await(view -> view.askedAt() != null && !view.askedAt().equals(last));
    }

    /** The first answer is always news; it is reported after the view has changed. */
    int awaitNews() {
        await(_ -> news.get() > 0);
        return news.get();
    }

    static Questions job(String... ids) {
        return new Questions(Set.of(ids), Map.of(), Set.of());
    }

    static FlinkJobView requireJob(FlinkView view) {
        var job = view.jobs().get(JOB);
        return job == null
                ? new FlinkJobView(JOB, "", new FlinkJobView.Tasks(0, 0, 0, 0, 0, 0), "", null)
                : job;
    }

    static boolean isSettled(FlinkView.@Nullable Checkpoints checkpoints) {
        return checkpoints != null && checkpoints.settled();
    }
}
