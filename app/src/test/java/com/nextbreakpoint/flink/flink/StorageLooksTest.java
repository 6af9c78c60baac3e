package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StorageLooksTest {
    private static final Target TARGET = Target.host("localhost", 1);
    private static final StorageQuestion FIRST = question("first");
    private static final StorageQuestion SECOND = question("second");

    private final AtomicLong seconds = new AtomicLong(Long.MAX_VALUE / 1_000_000_000L);
    private final BlockingQueue<StorageQuestion> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<StorageAnswer> answers = new SynchronousQueue<>();
    private final Semaphore ended = new Semaphore(0);
    private final StorageLooks looks =
            new StorageLooks(
                    (_, question) -> look(question),
                    ended::release,
                    () -> seconds.get() * 1_000_000_000L);

    private static StorageQuestion question(String occasion) {
        return new StorageQuestion(occasion, Set.of("file:/cp"), Set.of(), Set.of());
    }

    private static StorageAnswer answer(String problem) {
        return new StorageAnswer(Map.of(), Map.of("file:/cp", problem));
    }

    private StorageAnswer look(StorageQuestion question) {
        begun.add(question);
        try {
            return answers.take();
        } catch (InterruptedException stopped) {
            throw new IllegalStateException("interrupted");
        }
    }

    @AfterEach
    void stop() {
        looks.close();
    }

    private Map<StorageQuestion, StorageAnswer> ask(StorageQuestion... questions) {
        return looks.ask(TARGET, "uid/1", Set.of(questions));
    }

    /** Lets the look that is under way end so. */
    private void answered(String problem) throws InterruptedException {
        answers.put(answer(problem));
        ended.acquire();
    }

    @Test
    void a_look_that_hangs_delays_nobody_and_no_other_is_begun() throws Exception {
        assertThat(ask(FIRST)).isEmpty();
        assertThat(begun.take()).isEqualTo(FIRST);
        assertThat(ask(FIRST, SECOND)).isEmpty();
        assertThat(begun).isEmpty();

        answered("one");
        assertThat(ask(FIRST, SECOND)).isEqualTo(Map.of(FIRST, answer("one")));
        assertThat(begun.take()).isEqualTo(SECOND);
        answered("two");
        assertThat(ask(FIRST, SECOND))
                .isEqualTo(Map.of(FIRST, answer("one"), SECOND, answer("two")));
    }

    @Test
    void what_is_asked_for_is_looked_at_again_ever_more_rarely() throws Exception {
        ask(FIRST);
        begun.take();
        answered("0");
        var pauses = new ArrayList<Long>();
        for (int i = 1; i <= 6; i++) {
            long pause = 0;
            while (begun.isEmpty()) {
                assertThat(ask(FIRST)).isEqualTo(Map.of(FIRST, answer("" + (i - 1))));
                pause = awaitOrPass(pause);
            }
            pauses.add(pause);
            begun.take();
            answered("" + i);
        }

        assertThat(pauses).isEqualTo(List.of(5L, 10L, 20L, 40L, 60L, 60L));
    }

    /** A look that is due begins on a thread of its own: when it does, no time passes. */
    private long awaitOrPass(long pause) throws InterruptedException {
        if (looks.isUnderWay()) {
            var question = begun.take();
            begun.add(question);
            return pause;
        }
        seconds.incrementAndGet();
        return pause + 1;
    }

    @Test
    void what_was_due_for_longest_is_looked_at_first() throws Exception {
        ask(FIRST);
        begun.take();
        answered("one");
        ask(FIRST, SECOND);
        seconds.addAndGet(2);
        begun.take();
        answered("two");
        seconds.addAndGet(100);
        ask(FIRST, SECOND);

        assertThat(begun.take()).isEqualTo(FIRST);
    }

    @Test
    void what_is_not_asked_for_any_more_is_forgotten() throws Exception {
        ask(FIRST);
        begun.take();
        answered("one");
        assertThat(ask()).isEmpty();
        assertThat(ask(FIRST)).isEmpty();
        assertThat(begun.take()).isEqualTo(FIRST);

        ask(SECOND);
        answered("too late");
        assertThat(ask(SECOND)).isEmpty();
        assertThat(begun.take()).isEqualTo(SECOND);
    }

    @Test
    void what_was_looked_at_under_another_process_does_not_count() throws Exception {
        ask(FIRST);
        begun.take();
        answered("of the first");
        seconds.addAndGet(5);
        ask(FIRST);
        begun.take();
        assertThat(looks.ask(TARGET, "uid/2", Set.of(FIRST))).isEmpty();
        // It is interrupted, and its answer is dropped.
        ended.acquire();

        assertThat(looks.ask(TARGET, "uid/2", Set.of(FIRST))).isEmpty();
        assertThat(begun.take()).isEqualTo(FIRST);
        answered("of the second");
        assertThat(looks.ask(TARGET, "uid/2", Set.of(FIRST)))
                .isEqualTo(Map.of(FIRST, answer("of the second")));
    }

    @Test
    void a_look_that_fails_is_an_answer() throws Exception {
        var failing =
                new StorageLooks(
                        (_, _) -> {
                            throw new IllegalStateException("no JAR");
                        },
                        ended::release,
                        seconds::get);
        failing.ask(TARGET, "uid/1", Set.of(FIRST));
        ended.acquire();

        assertThat(failing.ask(TARGET, "uid/1", Set.of(FIRST)))
                .isEqualTo(
                        Map.of(
                                FIRST,
                                answer(
                                        "the look failed: java.lang.IllegalStateException: no JAR")));
    }

    @Test
    void the_end_interrupts_what_is_under_way_and_begins_nothing() throws Exception {
        ask(FIRST);
        begun.take();
        looks.close();
        looks.join();
        ended.acquire();
        ask(FIRST, SECOND);

        assertThat(looks.isUnderWay()).isFalse();
        assertThat(begun).isEmpty();
    }
}
