package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The looks into the storage of one cluster: one at a time, on a thread of its own, so that a
 * storage that hangs delays no poll. What is asked for is looked at again, more and more rarely.
 */
final class StorageLooks implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    private final BiFunction<Target, StorageQuestion, StorageAnswer> look;
    private final Runnable onAnswer;
    private final LongSupplier nanos;
    private final Map<StorageQuestion, Known> known = new HashMap<>();
    private Set<StorageQuestion> wanted = Set.of();
    private String process = "";
    private @Nullable Thread underWay;
    private boolean closed;

    /** An answer, and when it is time to ask again. */
    private record Known(StorageAnswer answer, Duration pause, long dueAt) {}

    /**
     * @param look lasts as long as the storage lets it wait
     * @param onAnswer called on another thread after each look; must not block
     * @param nanos a clock that cannot jump
     */
    StorageLooks(
            BiFunction<Target, StorageQuestion, StorageAnswer> look,
            Runnable onAnswer,
            LongSupplier nanos) {
        this.look = look;
        this.onAnswer = onAnswer;
        this.nanos = nanos;
    }

    /**
     * What is known by now of what is wanted; begins the next look, if one is due. What an earlier
     * process found is forgotten: it may have been read while the last writes were on their way.
     *
     * @param now the process behind the target, as it was just confirmed
     */
    synchronized Map<StorageQuestion, StorageAnswer> ask(
            Target target, String now, Set<StorageQuestion> questions) {
        if (!process.equals(now)) {
            process = now;
            known.clear();
            stop();
        }
        wanted = questions;
        known.keySet().retainAll(wanted);
        // R6.storage, R6.unknown
        if (underWay == null && !closed) {
            next().ifPresent(question -> begin(target, question));
        }
        var answers = new HashMap<StorageQuestion, StorageAnswer>();
        known.forEach((question, one) -> answers.put(question, one.answer()));
        return Map.copyOf(answers);
    }

    /** What was never looked at comes first, then what has been due for longest. */
    private Optional<StorageQuestion> next() {
        long time = nanos.getAsLong();
        var open = new HashSet<>(wanted);
        open.removeAll(known.keySet());
        return open.stream()
                .findAny()
                .or(
                        () ->
                                known.entrySet().stream()
                                        .filter(one -> one.getValue().dueAt() - time <= 0)
                                        .min(
                                                Comparator.comparingLong(
                                                        one -> one.getValue().dueAt() - time))
                                        .map(Map.Entry::getKey));
    }

    private void begin(Target target, StorageQuestion question) {
        var asked = process;
        underWay =
                Thread.ofVirtual()
                        .name("storage-look")
                        .start(() -> end(asked, question, answer(target, question)));
    }

    private StorageAnswer answer(Target target, StorageQuestion question) {
        try {
            return look.apply(target, question);
        } catch (RuntimeException | Error failure) {
            return Places.of(question).unknown("the look failed: " + failure);
        }
    }

    private void end(String asked, StorageQuestion question, StorageAnswer answer) {
        synchronized (this) {
            underWay = null;
            if (!closed && process.equals(asked) && wanted.contains(question)) {
                var before = known.get(question);
                var pause = before == null ? FIRST_PAUSE : longer(before.pause());
                long dueAt = nanos.getAsLong() + pause.toNanos();
                known.put(question, new Known(answer, pause, dueAt));
            }
        }
        onAnswer.run();
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /** Ends what is under way, and begins nothing more. */
    @Override
    public synchronized void close() {
        closed = true;
        stop();
    }

    private void stop() {
        if (underWay != null) {
            underWay.interrupt();
        }
    }

    synchronized boolean isUnderWay() {
        return underWay != null;
    }

    /** Waits until what was under way is over. */
    void join() throws InterruptedException {
        Thread last;
        synchronized (this) {
            last = underWay;
        }
        if (last != null) {
            last.join();
        }
    }
}
