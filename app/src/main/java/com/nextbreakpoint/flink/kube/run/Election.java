package com.nextbreakpoint.flink.kube.run;

import java.time.Duration;

/**
 * Who may take the lease, judged by this process' own forward-going clock alone: clocks of others
 * are never compared. Times are nanoseconds of that clock.
 */
public final class Election {
    /** How long a leader that fell silent is left alone. */
    static final Duration LEASE = Duration.ofSeconds(15);

    /** How long a leader leads after its last renewal; the rest is the distance to the next. */
    static final Duration TERM = Duration.ofSeconds(8);

    /**
     * How long a write of a leader may take: begun at the last moment of the TERM, it has ended
     * well before the LEASE has.
     */
    public static final Duration WRITE = Duration.ofSeconds(5);

    /**
     * Between two looks at the lease: a silent leader is followed within LEASE and two of these.
     */
    static final Duration RETRY = Duration.ofMillis(1500);

    private final String identity;
    private String version = "";
    private long since;

    Election(String identity) {
        this.identity = identity;
    }

    /** What to do with the lease. */
    enum Move {
        TAKE,
        RENEW,
        WAIT
    }

    /**
     * @param holder "" when nobody holds it
     * @param leaseVersion changes with each renewal
     */
    Move look(String holder, String leaseVersion, long now) {
        if (!leaseVersion.equals(version)) {
            version = leaseVersion;
            since = now;
        }
        if (holder.equals(identity)) {
            return Move.RENEW;
        }
        // H9.lease
        return holder.isEmpty() || now - since > LEASE.toNanos() ? Move.TAKE : Move.WAIT;
    }
}
