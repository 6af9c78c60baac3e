package com.nextbreakpoint.flink.kube.write;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Refusals.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Remembers, for each object by its uid, what was refused until it is done, and what was rehearsed
 * well. It lives in memory: after a restart things are simply tried again. Nobody needs to say that
 * an object is gone: what is recorded is forgotten after a while, and no other has its uid.
 */
public final class RefusalLog {
    /** What the API server would have taken so long ago, it may not take now. */
    private static final Duration REHEARSAL_COUNTS = Duration.ofMinutes(1);

    /** What is still asked for is tried again sooner; this is not asked for any more. */
    private static final Duration REFUSAL_COUNTS = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<String, Page> pages = new HashMap<>();

    public RefusalLog(Clock clock) {
        this.clock = clock;
    }

    private static final class Page {
        final Map<String, Refusal> refused = new HashMap<>();
        final Map<String, Instant> rehearsed = new HashMap<>();

        /** Whether nothing is left when the old is forgotten. */
        boolean isOver(Instant now) {
            rehearsed.values().removeIf(now.minus(REHEARSAL_COUNTS)::isAfter);
            refused.values().removeIf(past -> now.minus(REFUSAL_COUNTS).isAfter(past.last()));
            return rehearsed.isEmpty() && refused.isEmpty();
        }
    }

    /** Takes down how the action ended; a failure tells nothing new. */
    public synchronized void record(String uid, Action action, Outcome outcome) {
        var page = pages.computeIfAbsent(uid, _ -> new Page());
        var key = action.key();
        switch (outcome) {
            case Outcome.Done done -> {
                page.refused.remove(key);
                if (action instanceof Action.Rehearse) {
                    page.rehearsed.put(key, clock.instant());
                }
            }
            case Outcome.Refused refused -> {
                page.rehearsed.remove(key);
                page.refused.merge(key, refusal(refused), RefusalLog::again);
            }
            case Outcome.Failed failed -> {}
        }
        var now = clock.instant();
        pages.values().removeIf(one -> one.isOver(now));
    }

    public synchronized Refusals of(String uid) {
        var page = pages.get(uid);
        if (page == null || page.isOver(clock.instant())) {
            return Refusals.NONE;
        }
        return new Refusals(
                Map.copyOf(page.refused),
                page.rehearsed.keySet().stream().collect(Collectors.toUnmodifiableSet()));
    }

    /** Of how many objects something is known. */
    synchronized int size() {
        return pages.size();
    }

    private Refusal refusal(Outcome.Refused refused) {
        var now = clock.instant();
        return new Refusal(refused.message(), now, now, 1);
    }

    private static Refusal again(Refusal before, Refusal now) {
        return new Refusal(now.message(), before.since(), now.last(), before.tries() + 1);
    }
}
