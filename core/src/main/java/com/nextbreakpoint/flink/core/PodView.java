package com.nextbreakpoint.flink.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A JobManager's or TaskManager's pod as the cache shows it.
 *
 * @param revision of the cluster's spec that it was made for
 * @param ready the kubelet's own probe of Flink; false also while its node is not ready
 * @param since when the pod, with all its containers, last became ready or ceased to be; its
 *     creation before that
 * @param containerId of the container that Flink runs in, "" while it has not started
 * @param ip "" while it has none
 * @param killDue when a Terminating pod's grace period ends
 * @param nodeLost it should have ended, or is not Ready, and its kubelet does not report
 * @param trouble why it does not run or is not ready, in one line, "" when all is well
 */
public record PodView(
        String name,
        String uid,
        int revision,
        Life life,
        boolean ready,
        Instant since,
        Instant created,
        String containerId,
        String ip,
        @Nullable Instant killDue,
        boolean nodeLost,
        String trouble) {
    public boolean isLiving() {
        return life == Life.LIVING;
    }

    PodView since(Instant other) {
        return new PodView(
                name,
                uid,
                revision,
                life,
                ready,
                other,
                created,
                containerId,
                ip,
                killDue,
                nodeLost,
                trouble);
    }

    /** The process that runs in it: pod uid/container id; "" while none has started. */
    public String incarnation() {
        return containerId.isEmpty() ? "" : uid + "/" + containerId;
    }

    /** Where a pod stands: neither deleted nor ended, being deleted, or failed for good. */
    public enum Life {
        LIVING,
        TERMINATING,
        DEAD
    }
}
