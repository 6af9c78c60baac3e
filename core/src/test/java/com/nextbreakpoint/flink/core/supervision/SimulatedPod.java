package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.PodView;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A pod: it takes its time to start and to end, and its process may be replaced in place. */
@NullUnmarked
final class SimulatedPod {
    final String name;
    final String uid;
    final int revision;
    private final Instant created;
    private Instant since;
    private Instant readyAt;
    Instant goneAt;
    private boolean ready;
    private int process;

    /** FlinkJobs whose tasks still run here although their JobManager is dead, and until when. */
    final Map<String, Instant> leftovers = new HashMap<>();

    SimulatedPod(String name, String uid, int revision, Instant now, Instant readyAt) {
        this.name = name;
        this.uid = uid;
        this.revision = revision;
        this.created = now;
        this.since = now;
        this.readyAt = readyAt;
    }

    void live(Instant now) {
        var next = !readyAt.isAfter(now);
        if (next != ready) since = now;
        if (next && process == 0) process = 1;
        ready = next;
    }

    boolean ready() {
        return ready && goneAt == null;
    }

    void delete(Instant gone) {
        if (goneAt == null) goneAt = gone;
    }

    /** A frozen process answers nobody, its pod is not ready; it thaws as it was. */
    void freeze(Instant until) {
        readyAt = until;
    }

    void restart(Instant until) {
        readyAt = until;
        process++;
    }

    String incarnation() {
        return process == 0 ? "" : uid + "/" + process;
    }

    PodView view() {
        return new PodView(
                name,
                uid,
                revision,
                goneAt == null ? PodView.Life.LIVING : PodView.Life.TERMINATING,
                ready(),
                since,
                created,
                process == 0 ? "" : "" + process,
                "ip-" + uid,
                goneAt,
                false,
                "");
    }
}
