package com.nextbreakpoint.flink.core;

import java.time.Duration;
import java.time.Instant;

/**
 * The time of one decision. Whatever it is compared with and has not come yet is when the decision
 * may change although nothing else does: then it is to be taken again.
 */
public final class Alarm {
    /** After so long everything is looked at again: a net, on which nothing rests. */
    public static final Duration LONGEST = Duration.ofMinutes(10);

    private final Instant now;
    private Instant next;

    public Alarm(Instant now) {
        this.now = now;
        this.next = now.plus(LONGEST);
    }

    public Instant now() {
        return now;
    }

    /** Whether the moment has come. */
    public boolean has(Instant moment) {
        var come = !now.isBefore(moment);
        if (!come && moment.isBefore(next)) next = moment;
        return come;
    }

    /** Whether so much time has passed since; a moment in the future counts as now. */
    public boolean isOver(Instant since, Duration time) {
        return has(since.plus(time));
    }

    /** How long the decision holds if nothing else happens. */
    public Duration rest() {
        return Duration.between(now, next);
    }
}
