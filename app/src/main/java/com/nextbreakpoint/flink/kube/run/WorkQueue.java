package com.nextbreakpoint.flink.kube.run;

import com.nextbreakpoint.flink.kube.client.KubeConflict;
import com.nextbreakpoint.flink.kube.client.KubeFailure;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Runs a handler for keys: one run per key at a time, again when the key was enqueued meanwhile,
 * the earliest of all wishes first, later and later after failures. What changed goes before what
 * is only looked at again. Each run has a virtual thread of its own, so a slow key keeps nobody but
 * the limit of runs at a time from work.
 */
public final class WorkQueue implements AutoCloseable {
    /** So many keys of a controller are handled at a time. */
    public static final int CONCURRENCY = 16;

    /** Until what a controller did, perhaps in vain, is looked at again without a change. */
    public static final Duration AGAIN = Duration.ofSeconds(5);

    private static final Duration FIRST_BACKOFF = Duration.ofMillis(500);
    private static final int MOST_DOUBLINGS = 6;

    /** Of what nobody can mend but the API server, which tells nobody when it is itself again. */
    private static final int MOST_DOUBLINGS_OF_OUTAGES = 4;

    private static final Duration AFTER_CONFLICT = Duration.ofMillis(50);
    private static final Duration LONGEST_RUN = Duration.ofSeconds(30);
    private static final long NEVER = Long.MAX_VALUE;

    private final Logger log;
    private final Handler handler;
    private final Meter meter;
    private final Timer timer;
    private final Map<String, Entry> entries = new HashMap<>();

    /** Those that wait for a place, in the order in which they came. */
    private final Queue<Entry> changed = new ArrayDeque<>();

    private final Queue<Entry> others = new ArrayDeque<>();

    /** Below zero after a call {@link #outside}. */
    private int free;

    private final ExecutorService runs = Executors.newVirtualThreadPerTaskExecutor();
    private boolean closed;

    /** Looks at one key; says after which time to look again if nothing else happens. */
    @FunctionalInterface
    public interface Handler {
        @Nullable Duration handle(String key);
    }

    /** Where the figures go. */
    @FunctionalInterface
    public interface Meter {
        Meter NONE = (queued, took, failed) -> {};

        /** A run ended that had been due for {@code queued} when it began. */
        void ran(Duration queued, Duration took, boolean failed);
    }

    private static final class Entry {
        final String key;

        /** When the next run is to begin, on the timer's clock; NEVER without a wish. */
        long due = NEVER;

        /** Not before this, after a failure. */
        long notBefore = Long.MIN_VALUE;

        /** Whether it runs, or waits for a place. */
        boolean running;

        /** Whether the wish comes from a change. */
        boolean isChange;

        int failures;
        int conflicts;
        String complaint = "";
        Runnable cancelTimer = () -> {};

        Entry(String key) {
            this.key = key;
        }
    }

    public WorkQueue(Logger log, int atATime, Handler handler, Meter meter) {
        this(log, atATime, handler, meter, new SystemTimer());
    }

    WorkQueue(Logger log, int atATime, Handler handler, Meter meter, Timer timer) {
        this.log = log;
        this.handler = handler;
        this.meter = meter;
        this.timer = timer;
        this.free = atATime;
    }

    /** Because it changed; has no effect when the queue is closed. */
    public synchronized void enqueue(String key) {
        if (closed) return;
        var entry = entries.computeIfAbsent(key, Entry::new);
        entry.isChange = true;
        if (others.remove(entry)) changed.add(entry);
        wish(entry, timer.now());
    }

    /**
     * To be looked at again, though nothing changed; has no effect when an earlier run is due, or
     * the queue is closed.
     */
    public synchronized void enqueueAfter(String key, Duration delay) {
        if (!closed) {
            wish(entries.computeIfAbsent(key, Entry::new), timer.now() + delay.toNanos());
        }
    }

    /**
     * Calls somebody who may be slow to answer, from within a run, which gives up its place
     * meanwhile: others begin although it is not over.
     */
    public <T> T outside(Supplier<T> call) {
        give();
        try {
            return call.get();
        } finally {
            take();
        }
    }

    private synchronized void give() {
        free++;
        dispatch();
    }

    /** Also when there is none: the others will be the fewer. */
    private synchronized void take() {
        free--;
    }

    /** No run begins any more; waits for those that did, interrupts them after 30 s. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            entries.values().forEach(entry -> entry.cancelTimer.run());
        }
        runs.shutdown();
        try {
            if (!runs.awaitTermination(LONGEST_RUN.toMillis(), TimeUnit.MILLISECONDS)) {
                log.warn(
                        "runs that do not end within {} s are interrupted",
                        LONGEST_RUN.toSeconds());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        runs.shutdownNow();
        timer.close();
    }

    private void wish(Entry entry, long when) {
        var due = Math.max(when, entry.notBefore);
        if (due >= entry.due) {
            return;
        }
        entry.due = due;
        // H9.queue
        if (!entry.running) {
            plan(entry);
        }
    }

    private void plan(Entry entry) {
        entry.cancelTimer.run();
        var delay = entry.due - timer.now();
        if (delay <= 0) {
            begin(entry);
        } else {
            entry.cancelTimer = timer.after(Duration.ofNanos(delay), () -> fire(entry));
        }
    }

    private synchronized void fire(Entry entry) {
        if (!closed && !entry.running && entry.due <= timer.now()) {
            begin(entry);
        }
    }

    private void begin(Entry entry) {
        entry.running = true;
        (entry.isChange ? changed : others).add(entry);
        dispatch();
    }

    private void dispatch() {
        while (!closed && free > 0 && !(changed.isEmpty() && others.isEmpty())) {
            // H9.queue
            var entry = changed.isEmpty() ? others.remove() : changed.remove();
            var due = entry.due;
            // From here on, what is enqueued is for the next run.
            entry.due = NEVER;
            entry.isChange = false;
            free--;
            runs.execute(() -> run(entry, due));
        }
    }

    private void run(Entry entry, long due) {
        @Nullable Duration again = null;
        var complaint = "";
        var doublings = MOST_DOUBLINGS;
        var started = timer.now();
        try {
            again = handler.handle(entry.key);
            entry.conflicts = 0;
        } catch (KubeConflict conflict) {
            again = afterConflict(entry);
        } catch (KubeFailure failure) {
            complaint = failure.sentence();
            if (failure.isTransient()) doublings = MOST_DOUBLINGS_OF_OUTAGES;
            tell(entry, complaint, null);
        } catch (RuntimeException | Error wrong) {
            complaint = wrong.toString();
            tell(entry, complaint, wrong);
        } finally {
            ended(entry, again, complaint, doublings);
            meter.ran(
                    Duration.ofNanos(Math.max(0, started - due)),
                    Duration.ofNanos(timer.now() - started),
                    !complaint.isEmpty());
        }
    }

    /**
     * The first conflicts are only somebody who was faster; a row of them must not become a loop.
     */
    private static Duration afterConflict(Entry entry) {
        return AFTER_CONFLICT.multipliedBy(1L << Math.min(entry.conflicts++, MOST_DOUBLINGS));
    }

    /** Says each complaint once, until it changes. */
    private void tell(Entry entry, String complaint, @Nullable Throwable stack) {
        if (!complaint.equals(entry.complaint)) {
            log.warn("{}: {}", entry.key, complaint, stack);
        }
    }

    private synchronized void ended(
            Entry entry, @Nullable Duration again, String complaint, int doublings) {
        free++;
        entry.running = false;
        entry.complaint = complaint;
        if (complaint.isEmpty()) {
            entry.failures = 0;
            entry.notBefore = Long.MIN_VALUE;
            entry.due = again == null ? entry.due : Math.min(entry.due, at(again));
        } else {
            var backoff = FIRST_BACKOFF.multipliedBy(1L << Math.min(entry.failures, doublings));
            entry.failures++;
            // A change may be the cure, so it cuts the wait short, but not to nothing.
            entry.notBefore = at(FIRST_BACKOFF);
            entry.due = Math.max(entry.notBefore, Math.min(entry.due, at(backoff)));
        }
        if (entry.due == NEVER) {
            entries.remove(entry.key);
        } else if (!closed) {
            plan(entry);
        }
        dispatch();
    }

    private long at(Duration delay) {
        return timer.now() + delay.toNanos();
    }
}
