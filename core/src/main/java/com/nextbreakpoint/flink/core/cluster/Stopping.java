package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * A cluster that is being stopped, for good or to start again.
 *
 * @param reason null once the jobs are done and the revisions are raised
 * @param changed the spec wants other than what the cluster was started with
 * @param unresponsive Kubernetes too has found the JobManager not ready for taskTimeout
 * @param forced nobody waits for the jobs any longer
 * @param jobsActive a job is Starting, Started or Stopping
 * @param podsLeft JobManager or TaskManagers exist, Terminating ones included
 * @param outdatedLeft the same of an older revision
 * @param serviceLeft the Service exists
 * @param overdue a pod on a lost node is Terminating for too long
 * @param replaceable TaskManagers are missing that the jobs' savepoints may need, and can be made
 */
record Stopping(
        Asked asked,
        @Nullable StopReason reason,
        boolean changed,
        boolean unresponsive,
        boolean forced,
        boolean jobsActive,
        boolean podsLeft,
        boolean outdatedLeft,
        boolean serviceLeft,
        boolean overdue,
        boolean replaceable)
        implements ClusterFacts {
    static Stopping of(ClusterReading r) {
        return new Stopping(
                ClusterRequests.asked(r),
                r.supervision().stopReason(),
                Revisions.isChanged(r),
                JobManager.isUnresponsive(r),
                isForced(r),
                !r.observed().jobs().active().isEmpty(),
                r.allPods().findAny().isPresent(),
                !Revisions.outdated(r).isEmpty(),
                r.observed().service() != null,
                !Upkeep.overdue(r).isEmpty(),
                r.flinkAnswers() && TaskManagerCount.missing(r) > 0 && !Upkeep.isRefused(r));
    }

    private static boolean isForced(ClusterReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.observed().cluster().meta().deleted();
        var impatient =
                deleted != null
                        || (r.supervision().stopReason() == StopReason.UserStop
                                && r.supervision().withoutSavepoint());
        if (!impatient || since == null || r.flinkAnswers()) return false;
        // K3.stopping-3, C1.6
        var later = deleted == null ? since : ClusterReading.later(deleted, since);
        return r.isOver(later, r.tuning().taskTimeout());
    }

    @Override
    public Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide() {
        // K3.stopping-4
        if (asked.deleted() && reason != StopReason.Deleted)
            return mark(ClusterMove.BECOME_DELETED, ClusterReason.RESOURCE_DELETED);
        var taken = ClusterRequests.take(asked);
        // A5.1, A5.unknown
        if (taken != null) return taken;
        // A5.start
        if (asked.request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        // A5.cluster-stop
        if (asked.request() == Request.STOP)
            return mark(ClusterMove.CARRY_OUT_STOP, ClusterReason.STOP_REQUESTED);
        // K3.lost-node-1
        if (overdue) return act(ClusterMove.DELETE_OVERDUE, ClusterReason.PODS_TERMINATING);
        // K3.revision-2
        if (isTakenBack()) return go(SupervisorStatus.Starting, ClusterReason.STOP_TAKEN_BACK);
        // K3.stopping-2, K3.started-3
        if (podsLeft && (unresponsive || reason == StopReason.Silence))
            return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.JOB_MANAGER_UNRESPONSIVE);
        if (jobsActive) return waitForJobs();
        if (reason == StopReason.UserStop || reason == StopReason.Deleted) return stopForGood();
        // K3.revision-2
        if (reason != null) return mark(ClusterMove.RAISE_REVISIONS, ClusterReason.JOBS_STOPPED);
        // K3.stopping-4
        return outdatedLeft
                ? act(ClusterMove.DELETE_OUTDATED, ClusterReason.PODS_TERMINATING)
                : go(SupervisorStatus.Starting, ClusterReason.CLUSTER_RESTARTING);
    }

    /** What the stop was for is no longer wanted. */
    boolean isTakenBack() {
        return asked.running() && reason == StopReason.Changed && !changed;
    }

    private Verdict<SupervisorStatus, ClusterMove, ClusterReason> waitForJobs() {
        // K3.stopping-3, C1.6
        if (forced && podsLeft) return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.STOP_FORCED);
        // K3.stopping-1, K3.stopping-5
        return replaceable
                ? act(ClusterMove.CREATE_TASK_MANAGERS, ClusterReason.WAITING_FOR_JOBS)
                : stay(ClusterReason.WAITING_FOR_JOBS);
    }

    private Verdict<SupervisorStatus, ClusterMove, ClusterReason> stopForGood() {
        // K3.stopping-4
        if (podsLeft) return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.PODS_TERMINATING);
        // K3.stopping-4
        if (serviceLeft) return act(ClusterMove.DELETE_SERVICE, ClusterReason.PODS_TERMINATING);
        // K3.stopped-1, K3.stopping-4
        return reason == StopReason.Deleted
                ? go(SupervisorStatus.Terminated, ClusterReason.TERMINATED)
                : go(SupervisorStatus.Stopped, ClusterReason.CLUSTER_STOPPED);
    }

    static FlinkClusterStatus enter(
            FlinkClusterStatus crossing, ClusterReason why, ClusterReading r) {
        return switch (why) {
            case RESOURCE_DELETED -> become(crossing, StopReason.Deleted);
            case START_REQUESTED -> become(ClusterRequests.start(crossing, r), StopReason.Restart);
            case STOP_REQUESTED -> become(ClusterRequests.stop(crossing), StopReason.UserStop);
            case SPEC_CHANGED -> become(crossing, StopReason.Changed);
            case JOB_MANAGER_UNRESPONSIVE -> become(crossing, StopReason.Silence);
            default -> throw new IllegalArgumentException(why + " stops no cluster");
        };
    }

    static FlinkClusterStatus become(FlinkClusterStatus status, StopReason reason) {
        return ClusterReading.note(status, s -> s.stopReason(reason));
    }
}
