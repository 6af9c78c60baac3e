package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.helpers.NOPLogger;

@Timeout(30)
class WorkQueueTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final ManualTimer timer = new ManualTimer();
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final BlockingQueue<Boolean> ended = new LinkedBlockingQueue<>();

    @Test
    void a_key_is_run_once_for_each_wish_in_turn() throws Exception {
        try (var queue = queue(key -> null)) {
            queue.enqueue("a");
            assertThat(nextRun()).isEqualTo("a");
            nextEnd();
            queue.enqueue("a");
            assertThat(nextRun()).isEqualTo("a");
            nextEnd();
            assertThat(timer.pending()).isEmpty();
        }
    }

    @Test
    @Tag("H9.queue")
    void a_key_that_is_enqueued_while_it_runs_is_run_again_and_never_beside_itself()
            throws Exception {
        var go = new CountDownLatch(1);
        var atATime = new AtomicInteger();
        var most = new AtomicInteger();
        try (var queue =
                queue(
                        key -> {
                            most.accumulateAndGet(atATime.incrementAndGet(), Math::max);
                            await(go);
                            atATime.decrementAndGet();
                            return null;
                        })) {
            queue.enqueue("a");
            nextRun();
            for (int i = 0; i < 10; i++) {
                queue.enqueue("a");
            }
            go.countDown();
            nextEnd();
            nextRun();
            nextEnd();
            assertThat(ran).isEmpty();
            assertThat(most.get()).isEqualTo(1);
        }
    }

    @Test
    void keys_run_beside_each_other_up_to_the_limit() throws Exception {
        var go = new CountDownLatch(1);
        try (var queue =
                queue(
                        key -> {
                            await(go);
                            return null;
                        })) {
            for (int i = 0; i < 5; i++) {
                queue.enqueue("key" + i);
            }
            nextRun();
            nextRun();
            assertThat(ran.poll(100, TimeUnit.MILLISECONDS)).isNull();
            go.countDown();
            for (int i = 0; i < 3; i++) {
                nextRun();
            }
        }
    }

    @Test
    void the_handlers_own_wish_is_honoured() throws Exception {
        try (var queue = queue(key -> SECOND.multipliedBy(5))) {
            queue.enqueue("a");
            nextRun();
            nextEnd();
            assertThat(timer.pending()).containsExactly(SECOND.multipliedBy(5));
            timer.move(SECOND.multipliedBy(5));
            assertThat(nextRun()).isEqualTo("a");
            nextEnd();
        }
    }

    @Test
    void the_earliest_wish_wins() throws Exception {
        try (var queue = queue(key -> null)) {
            queue.enqueueAfter("a", SECOND.multipliedBy(9));
            queue.enqueueAfter("a", SECOND.multipliedBy(3));
            queue.enqueueAfter("a", SECOND.multipliedBy(6));
            assertThat(timer.pending()).containsExactly(SECOND.multipliedBy(3));
            timer.move(SECOND);
            queue.enqueue("a");
            nextRun();
            nextEnd();
            assertThat(timer.pending()).isEmpty();
        }
    }

    static Stream<Arguments> waitsAfterFailures() {
        var verdict = List.of(500L, 1000L, 2000L, 4000L, 8000L, 16000L, 32000L, 32000L, 32000L);
        var outage = List.of(500L, 1000L, 2000L, 4000L, 8000L, 8000L, 8000L, 8000L, 8000L);
        return Stream.of(
                arguments(new IllegalStateException("x"), verdict),
                arguments(new KubeFailure(422, "Invalid", "x"), verdict),
                arguments(new KubeFailure(429, "TooManyRequests", "x"), outage),
                arguments(new KubeFailure(500, "InternalError", "x"), outage),
                arguments(new KubeFailure("x", new IOException("refused")), outage));
    }

    @ParameterizedTest
    @MethodSource("waitsAfterFailures")
    void failures_wait_longer_and_longer_and_a_success_ends_that(
            RuntimeException failure, List<Long> waits) throws Exception {
        var fails = new AtomicBoolean(true);
        try (var queue =
                queue(
                        key -> {
                            if (fails.get()) throw failure;
                            return SECOND;
                        })) {
            queue.enqueue("a");
            var waited = new ArrayList<Long>();
            for (int i = 0; i < waits.size(); i++) {
                nextRun();
                nextEnd();
                var wait = timer.pending().getFirst();
                waited.add(wait.toMillis());
                timer.move(wait);
            }
            assertThat(waited).isEqualTo(waits);
            fails.set(false);
            nextRun();
            nextEnd();
            timer.move(timer.pending().getFirst());
            nextRun();
            nextEnd();
            assertThat(timer.pending()).containsExactly(SECOND);
        }
    }

    @Test
    void a_change_cuts_the_wait_after_a_failure_short_but_not_to_nothing() throws Exception {
        var tries = new AtomicInteger();
        try (var queue =
                queue(
                        key -> {
                            tries.incrementAndGet();
                            throw new IllegalStateException("x");
                        })) {
            queue.enqueue("a");
            nextRun();
            nextEnd();
            timer.move(Duration.ofMillis(500));
            nextRun();
            nextEnd();
            assertThat(timer.pending()).containsExactly(SECOND);
            queue.enqueue("a");
            assertThat(timer.pending()).containsExactly(Duration.ofMillis(500));
            assertThat(tries.get()).isEqualTo(2);
        }
    }

    @Test
    void a_conflict_is_no_failure_and_is_looked_at_again_soon() throws Exception {
        try (var queue =
                queue(
                        key -> {
                            throw new KubeConflict("changed");
                        })) {
            queue.enqueue("a");
            nextRun();
            assertThat(nextEnd()).isFalse();
            assertThat(timer.pending()).containsExactly(Duration.ofMillis(50));
        }
    }

    @Test
    void conflicts_in_a_row_are_looked_at_less_and_less_often() throws Exception {
        try (var queue =
                queue(
                        key -> {
                            throw new KubeConflict("changed");
                        })) {
            queue.enqueue("a");
            for (long millis : new long[] {50, 100, 200, 400, 800, 1600, 3200, 3200}) {
                nextRun();
                assertThat(nextEnd()).isFalse();
                assertThat(timer.pending()).containsExactly(Duration.ofMillis(millis));
                timer.move(Duration.ofMillis(millis));
            }
        }
    }

    @Test
    void an_error_does_not_take_the_key_along() throws Exception {
        try (var queue =
                queue(
                        key -> {
                            throw new StackOverflowError();
                        })) {
            queue.enqueue("a");
            nextRun();
            assertThat(nextEnd()).isTrue();
            assertThat(timer.pending()).containsExactly(Duration.ofMillis(500));
        }
    }

    @Test
    void closing_waits_for_runs_and_lets_none_begin() throws Exception {
        var entered = new CountDownLatch(1);
        var go = new CountDownLatch(1);
        var queue =
                queue(
                        key -> {
                            entered.countDown();
                            await(go);
                            return SECOND;
                        });
        queue.enqueue("a");
        entered.await();
        var closer = Thread.ofVirtual().start(queue::close);
        assertThat(closer.join(Duration.ofMillis(100))).isFalse();
        go.countDown();
        closer.join();
        queue.enqueue("b");
        assertThat(List.copyOf(ran)).containsExactly("a");
        assertThat(timer.pending()).isEmpty();
    }

    private WorkQueue queue(WorkQueue.Handler handler) {
        return new WorkQueue(
                NOPLogger.NOP_LOGGER,
                2,
                key -> {
                    ran.add(key);
                    return handler.handle(key);
                },
                (queued, took, failed) -> ended.add(failed),
                timer);
    }

    private String nextRun() throws InterruptedException {
        return ran.take();
    }

    /** After this, the queue has planned the key's next run. */
    private boolean nextEnd() throws InterruptedException {
        return ended.take();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
