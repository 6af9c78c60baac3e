package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.mark;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import org.jspecify.annotations.Nullable;

/** What users ask of a cluster. */
final class ClusterRequests {
    private ClusterRequests() {}

    static Asked asked(ClusterReading r) {
        return new Asked(
                r.observed().cluster().meta().isDeleted(),
                requested(r),
                r.status().requestedState() == RequestedState.Running);
    }

    /**
     * Requests pass through the same three steps in every phase; null once there is none to take.
     */
    static @Nullable Verdict<SupervisorStatus, ClusterMove, ClusterReason> take(Asked asked) {
        return switch (asked.request()) {
            // A5.1
            case WRITTEN -> mark(ClusterMove.TAKE_REQUEST, ClusterReason.REQUEST_TAKEN);
            // A5.unknown
            case INVALID -> act(ClusterMove.RESET_REQUEST, ClusterReason.UNKNOWN_ACTION);
            // A5.1
            case TAKEN -> act(ClusterMove.RESET_REQUEST, ClusterReason.REQUEST_TAKEN);
            // A5.restore-from
            case REFUSED, ANSWERED -> act(ClusterMove.RESET_REQUEST, ClusterReason.ACTION_REFUSED);
            // A5.unknown
            case TRIGGER_SAVEPOINT, FORGET_SAVEPOINT ->
                    mark(ClusterMove.CLEAR_REQUEST, ClusterReason.ACTION_REFUSED);
            case NONE, START, STOP -> null;
        };
    }

    /** A path to begin from is one job's; beside what is no START it means nothing. */
    private static Request requested(ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var written = Request.Written.of(meta);
        if (written.isStart() && written.restoreFrom() != null) return Request.REFUSED;
        return Request.of(
                meta,
                r.supervision().requestedAction(),
                r.supervision().withoutSavepoint(),
                written.restoreFrom());
    }

    static FlinkClusterStatus take(ClusterReading r) {
        var written = Request.Written.of(r.observed().cluster().meta());
        return ClusterReading.note(
                r.status(),
                s ->
                        s.requestedAction(written.parsed().orElse(RequestedAction.NONE))
                                .withoutSavepoint(written.withoutSavepoint()));
    }

    static FlinkClusterStatus clear(ClusterReading r) {
        return ClusterReading.note(
                r.status(), s -> s.requestedAction(null).withoutSavepoint(false));
    }

    /** A START while the cluster stops turns the stop into a restart. */
    static FlinkClusterStatus start(FlinkClusterStatus status, ClusterReading r) {
        var stop = status.supervision().stopReason();
        // A5.cluster-without
        var fresh = r.supervision().withoutSavepoint() ? r.now() : null;
        return ClusterReading.note(
                        status,
                        s ->
                                s.requestedAction(null)
                                        .withoutSavepoint(false)
                                        .startedWithoutSavepoint(fresh)
                                        .stopReason(
                                                stop == StopReason.UserStop
                                                        ? StopReason.Restart
                                                        : stop))
                .withRequestedState(RequestedState.Running);
    }

    /** The flag stays: it belongs to this one stop. */
    static FlinkClusterStatus stop(FlinkClusterStatus status) {
        var stop = status.supervision().stopReason();
        return ClusterReading.note(
                        status,
                        s ->
                                s.requestedAction(null)
                                        .startedWithoutSavepoint(null)
                                        .stopReason(
                                                stop == StopReason.Deleted
                                                        ? stop
                                                        : StopReason.UserStop))
                .withRequestedState(RequestedState.Stopped);
    }
}
