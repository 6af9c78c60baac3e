package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** A pod: it takes its time to start and to end, and its process may be replaced in place. */
@NullUnmarked
final class SimulatedPod {
    final Pod made;
    final String name;
    final String uid;
    final int revision;
    private final Instant created;
    private Instant since;
    private Instant readyAt;
    Instant goneAt;
    private boolean ready;
    private boolean lost;
    private int container;
    private int successors;
    private Instant succeededAt = Instant.EPOCH;

    /** FlinkJobs whose tasks still run here although their JobManager is dead, and until when. */
    final Map<String, Instant> leftovers = new HashMap<>();

    SimulatedPod(Pod made, String uid, Instant now, Instant readyAt) {
        this.made = made;
        this.name = made.getMetadata().getName();
        this.uid = uid;
        this.revision = Integer.parseInt(made.getMetadata().getAnnotations().get(Names.REVISION));
        this.created = now;
        this.since = now;
        this.readyAt = readyAt;
    }

    void live(Instant now) {
        var next = !readyAt.isAfter(now);
        if (next != ready) since = now;
        if (next && container == 0) container = 1;
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

    /** Its kubelet reports no more, so that it is called not ready; Flink does not notice. */
    void loseNode(Instant now) {
        lost = true;
        since = now;
    }

    void restart(Instant until) {
        readyAt = until;
        container++;
        successors = 0;
    }

    /** Its process is replaced by what runs in the container, of which Kubernetes tells nothing. */
    void succeed(Instant now, Instant until) {
        if (container == 0) return;
        readyAt = until;
        successors++;
        succeededAt = now;
    }

    /** Whether Kubernetes may still tell that the container was restarted. */
    boolean isUntold(Instant now) {
        return successors > 0 && now.isBefore(succeededAt.plus(Tuning.RESTART_TOLD));
    }

    String incarnation() {
        if (container == 0) return "";
        var first = uid + "/" + container;
        return successors == 0 ? first : FlinkView.successor(first, "" + successors);
    }

    PodView view() {
        return new PodView(
                name,
                uid,
                revision,
                goneAt == null ? PodView.Life.LIVING : PodView.Life.TERMINATING,
                ready() && !lost,
                since,
                created,
                container == 0 ? "" : "" + container,
                "ip-" + uid,
                goneAt,
                lost,
                "");
    }
}
