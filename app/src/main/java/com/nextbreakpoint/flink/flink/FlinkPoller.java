package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the view of one cluster's Flink, on a virtual thread of its own: a hung JobManager delays
 * nobody else.
 */
public final class FlinkPoller implements AutoCloseable {
    /** No poll lasts longer. */
    public static final Duration LONGEST_POLL = Poll.LONGEST;

    private static final Logger LOG = LoggerFactory.getLogger(FlinkPoller.class);

    /** Between the beginnings of two polls, whatever happens. */
    private static final Duration SHORTEST = Duration.ofMillis(20);

    private final Supplier<Optional<Target>> target;
    private final StorageLooks looks;
    private final Poll poll;
    private final Pace pace;
    private final InstantSource clock;
    private final Runnable onNews;
    private final Semaphore wakes = new Semaphore(0);

    /** A job that is down waits for what lies in the storage: nothing else is to delay that. */
    private final Semaphore urgent = new Semaphore(0);

    private final Thread thread;
    private volatile Questions questions = Questions.NONE;
    private volatile FlinkView view = FlinkView.NONE;
    private volatile boolean closed;
    private long lastNews = System.nanoTime();
    private FlinkView lastTold = FlinkView.NONE;
    private volatile long lastWake = lastNews;

    /** What the last whole answer was about, and how many glances were enough since. */
    private Questions answered = Questions.NONE;

    private int glances;

    /**
     * Starts asking at once.
     *
     * @param target the JobManager as the cache shows it, empty while there is none; asked before
     *     each poll, so it must not block
     * @param liveIncarnation what a pod's incarnation is by a live GET, "" when there is no such
     *     pod; called after an answer in which a job is missing, and after one of a process that is
     *     not known, which counts only when it is still the same
     * @param onNews called on the poller's thread after the first poll, and after the view changed
     *     in something that decisions depend on; must not block
     */
    public FlinkPoller(
            String cluster,
            Duration interval,
            InstantSource clock,
            Supplier<Optional<Target>> target,
            Function<String, String> liveIncarnation,
            Runnable onNews) {
        this(cluster, new Pace(interval), clock, target, liveIncarnation, onNews);
    }

    FlinkPoller(
            String cluster,
            Pace pace,
            InstantSource clock,
            Supplier<Optional<Target>> target,
            Function<String, String> liveIncarnation,
            Runnable onNews) {
        this.target = target;
        this.looks = new StorageLooks(StorageProbe::look, this::hurry, System::nanoTime);
        this.poll = new Poll(clock, liveIncarnation, looks);
        this.pace = pace;
        this.clock = clock;
        this.onNews = onNews;
        this.thread = Thread.ofVirtual().name("flink-poller-" + cluster).start(this::run);
    }

    /** The newest view; never blocks. */
    public FlinkView view() {
        return view;
    }

    /** What the next polls find out beyond the lists; new questions are asked at once. */
    public void ask(Questions wanted) {
        var before = questions;
        questions = wanted;
        boolean more =
                !before.jobs().containsAll(wanted.jobs())
                        || !before.triggers().keySet().containsAll(wanted.triggers().keySet());
        if (!before.storage().containsAll(wanted.storage())) {
            hurry();
        } else if (more) {
            wake();
        }
    }

    private void hurry() {
        urgent.release();
        wake();
    }

    /**
     * Asks as soon as possible, half a second after the last poll at the earliest, and reports the
     * next answer as news even when nothing changed: for whoever waits for an answer that was asked
     * for after a certain moment.
     */
    public void wake() {
        lastWake = System.nanoTime();
        wakes.release();
    }

    /** Whether it still asks. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Ends the asking; the last view stays. */
    @Override
    public void close() {
        closed = true;
        looks.close();
        thread.interrupt();
    }

    /** Waits until a closed poller's last calls are over, not on the poller's own thread. */
    public void join() {
        try {
            thread.join();
            looks.join();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        boolean promised = false;
        while (!closed) {
            long begin = System.nanoTime();
            promised |= wakes.drainPermits() > 0;
            urgent.drainPermits();
            var wanted = questions;
            var now = next(wanted, !promised && mayGlance(wanted));
            if (closed) {
                return;
            }
            promised &= !publish(now, promised);
            rest(begin, pace.next(now, wanted, Duration.ofNanos(System.nanoTime() - lastNews)));
        }
    }

    /**
     * Nothing is awaited, and nobody saw anything happen lately: TaskManagers come and go with
     * their pods, and all else that matters happens to a job.
     */
    private boolean mayGlance(Questions wanted) {
        // H9.poll
        return view.reachableSince() != null
                && wanted.equals(answered)
                && wanted.storage().isEmpty()
                && !wanted.eager()
                && !Pace.isPending(view, wanted)
                && System.nanoTime() - lastWake > pace.settling().toNanos()
                && glances < pace.glances();
    }

    /** The one place where whatever goes wrong becomes the view's problem. */
    private FlinkView next(Questions wanted, boolean glance) {
        try {
            var now = poll.ask(target.get(), wanted, view, glance);
            glances = now.equals(view) ? glances + 1 : 0;
            answered = wanted;
            return now;
        } catch (RuntimeException | Error failure) {
            var problem = RootCause.cut(String.valueOf(failure.getMessage()));
            return view.silent(clock.instant(), problem);
        }
    }

    /** Whether a promised report was given: silence is none. */
    private boolean publish(FlinkView now, boolean promised) {
        var before = view;
        view = now;
        boolean answered = now.unreachableSince() == null;
        boolean news = before.equals(FlinkView.NONE) || Pace.isNews(before, now);
        boolean noteDue = System.nanoTime() - lastNews > Delays.NOTE.toNanos();
        boolean progress = noteDue && !lastTold.checkpoints().equals(now.checkpoints());
        if (news || progress || (promised && answered)) {
            lastNews = System.nanoTime();
            lastTold = now;
            report();
        }
        return answered;
    }

    private void report() {
        try {
            onNews.run();
        } catch (RuntimeException failure) {
            LOG.error("What Flink said could not be passed on", failure);
        }
    }

    private void rest(long begin, Duration pause) {
        try {
            if (wakes.tryAcquire(left(begin, pause), TimeUnit.NANOSECONDS)) {
                wakes.release();
            }
            var unused = urgent.tryAcquire(left(begin, pace.fast()), TimeUnit.NANOSECONDS);
            TimeUnit.NANOSECONDS.sleep(left(begin, SHORTEST));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }

    private static long left(long begin, Duration pause) {
        return begin + pause.toNanos() - System.nanoTime();
    }
}
