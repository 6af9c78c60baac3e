package com.nextbreakpoint.flink.kube.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.helpers.NOPLogger;

/** Who is run when there are more keys than places. */
@Timeout(30)
class WorkQueuePlacesTest {
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();
    private final CountDownLatch answered = new CountDownLatch(1);

    @Test
    @Tag("H9.queue")
    void who_waits_for_somebody_outside_gives_up_its_place_meanwhile() throws Exception {
        var reached = new AtomicReference<WorkQueue>();
        try (var queue = queue(key -> hang(key, Objects.requireNonNull(reached.get())))) {
            reached.set(queue);
            for (int i = 0; i < 4; i++) {
                queue.enqueue("hung" + i);
                assertThat(next()).startsWith("hung");
            }
            queue.enqueue("well");
            assertThat(next()).isEqualTo("well");
            answered.countDown();
        }
    }

    private void hang(String key, WorkQueue queue) {
        if (!key.startsWith("hung")) return;
        var unused =
                queue.outside(
                        () -> {
                            await();
                            return key;
                        });
    }

    @Test
    @Tag("H9.queue")
    void what_changed_goes_before_what_is_only_looked_at_again() throws Exception {
        try (var queue = queue(key -> waitIfBusy(key))) {
            queue.enqueue("busy");
            assertThat(next()).isEqualTo("busy");
            queue.enqueueAfter("old", Duration.ZERO);
            queue.enqueueAfter("edited", Duration.ZERO);
            queue.enqueue("new");
            queue.enqueue("edited");
            answered.countDown();
            assertThat(List.of(next(), next(), next())).containsExactly("new", "edited", "old");
        }
    }

    private void waitIfBusy(String key) {
        if (key.equals("busy")) await();
    }

    private WorkQueue queue(Consumer<String> handler) {
        return new WorkQueue(
                NOPLogger.NOP_LOGGER,
                1,
                key -> {
                    ran.add(key);
                    handler.accept(key);
                    return null;
                },
                WorkQueue.Meter.NONE);
    }

    private String next() throws InterruptedException {
        return String.valueOf(ran.poll(20, TimeUnit.SECONDS));
    }

    private void await() {
        try {
            assertThat(answered.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
