package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.ClusterSupervision.Revision;
import com.nextbreakpoint.flink.api.ClusterSupervisionBuilder;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.Request;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What marks and edges write into a cluster's status. */
final class ClusterMarks {
    private ClusterMarks() {}

    static FlinkClusterStatus apply(ClusterMove move, ClusterReading r) {
        var status = r.status();
        return switch (move) {
            case TAKE_REQUEST -> takeRequest(r);
            case CLEAR_REQUEST ->
                    supervise(status, s -> s.requestedAction(null).withoutSavepoint(false));
            case CARRY_OUT_START -> start(r);
            case CARRY_OUT_STOP -> stop(r);
            case COUNT_JOB_MANAGER ->
                    supervise(
                            status, s -> s.jobManagerCount(r.supervision().jobManagerCount() + 1));
            case NOTE_INCARNATION -> noteIncarnation(r, 0);
            case RAISE_TASK_MANAGERS -> noteIncarnation(r, 1);
            case RAISE_REVISIONS -> raise(status, r, raisesJobManager(r));
            case BECOME_DELETED -> supervise(status, s -> s.stopReason(StopReason.Deleted));
            default -> throw new IllegalArgumentException(move + " marks nothing");
        };
    }

    static FlinkClusterStatus cross(SupervisorStatus next, ClusterReason reason, ClusterReading r) {
        var before = r.status();
        var first =
                before.supervisorStatus() == SupervisorStatus.Unknown
                        || before.supervisorStatus() == SupervisorStatus.Stopped;
        var status =
                switch (next) {
                    case Starting -> first ? raise(before, r, true) : before;
                    case Stopping -> stopping(reason, r);
                    case Started -> supervise(before, s -> s.startedWithoutSavepoint(null));
                    default -> before;
                };
        return supervise(status, s -> s.phaseTimestamp(r.now()).stopReason(reasonIn(next, reason)))
                .withSupervisorStatus(next);
    }

    private static @Nullable StopReason reasonIn(SupervisorStatus next, ClusterReason reason) {
        if (next != SupervisorStatus.Stopping) return null;
        return switch (reason) {
            case RESOURCE_DELETED -> StopReason.Deleted;
            case START_REQUESTED -> StopReason.Restart;
            case STOP_REQUESTED -> StopReason.UserStop;
            case SPEC_CHANGED -> StopReason.Changed;
            case JOB_MANAGER_UNRESPONSIVE -> StopReason.Silence;
            default -> throw new IllegalArgumentException(reason + " stops no cluster");
        };
    }

    private static FlinkClusterStatus stopping(ClusterReason reason, ClusterReading r) {
        return switch (reason) {
            case START_REQUESTED -> start(r);
            case STOP_REQUESTED -> stop(r);
            default -> r.status();
        };
    }

    private static FlinkClusterStatus supervise(
            FlinkClusterStatus status, Consumer<ClusterSupervisionBuilder> change) {
        return status.withSupervision(status.supervision().with(change));
    }

    private static FlinkClusterStatus takeRequest(ClusterReading r) {
        var written = Request.Written.of(r.observed().cluster().meta());
        return supervise(
                r.status(),
                s ->
                        s.requestedAction(written.parsed().orElse(RequestedAction.NONE))
                                .withoutSavepoint(written.withoutSavepoint()));
    }

    /** A START while the cluster stops turns the stop into a restart. */
    private static FlinkClusterStatus start(ClusterReading r) {
        var stop = r.supervision().stopReason();
        var fresh = r.supervision().withoutSavepoint() ? r.now() : null;
        return supervise(
                        r.status(),
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
    private static FlinkClusterStatus stop(ClusterReading r) {
        var stop = r.supervision().stopReason();
        return supervise(
                        r.status(),
                        s ->
                                s.requestedAction(null)
                                        .startedWithoutSavepoint(null)
                                        .stopReason(
                                                stop == StopReason.Deleted
                                                        ? stop
                                                        : StopReason.UserStop))
                .withRequestedState(RequestedState.Stopped);
    }

    private static FlinkClusterStatus noteIncarnation(ClusterReading r, int raisedBy) {
        var revision = r.supervision().revision();
        return supervise(
                r.status(),
                s ->
                        s.incarnation(r.incarnation())
                                .incarnationCount(r.supervision().jobManagerCount())
                                .revision(
                                        new Revision(
                                                revision.jobManager(),
                                                revision.taskManager() + raisedBy)));
    }

    private static boolean raisesJobManager(ClusterReading r) {
        return r.supervision().stopReason() != StopReason.Changed || r.isJobManagerChanged();
    }

    /**
     * Records what the pods are made for from now on: whatever is older is outdated. No job is lost
     * with a JobManager that is replaced on purpose, so its incarnation is forgotten.
     */
    private static FlinkClusterStatus raise(
            FlinkClusterStatus status, ClusterReading r, boolean jobManagerToo) {
        var revision = status.supervision().revision();
        var digest = Digests.of(r.spec());
        int count = status.supervision().jobManagerCount();
        var used =
                count == status.supervision().incarnationCount()
                        && !status.supervision().incarnation().isEmpty();
        int next = jobManagerToo && used ? count + 1 : count;
        return supervise(
                        status,
                        s ->
                                s.stopReason(null)
                                        .withoutSavepoint(false)
                                        .jobManagerCount(next)
                                        .incarnation(
                                                jobManagerToo
                                                        ? ""
                                                        : status.supervision().incarnation())
                                        .revision(
                                                new Revision(
                                                        revision.jobManager()
                                                                + (jobManagerToo ? 1 : 0),
                                                        revision.taskManager() + 1)))
                .withDigest(digest.withSupervisor(status.digest().supervisor()));
    }
}
