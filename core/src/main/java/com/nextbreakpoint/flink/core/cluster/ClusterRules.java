package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Started;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopped;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopping;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Terminated;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Change;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.JobManager;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Upkeep;
import org.jspecify.annotations.Nullable;

/** What happens to a cluster, by phase; in each chain the first match wins. */
final class ClusterRules {
    private ClusterRules() {}

    static Verdict<SupervisorStatus, ClusterMove, ClusterReason> decide(ClusterFacts facts) {
        return switch (facts) {
            case ClusterFacts.Unknown f -> unknown(f);
            case ClusterFacts.Starting f -> starting(f);
            case ClusterFacts.Started f -> started(f);
            case ClusterFacts.Stopping f -> stopping(f);
            case ClusterFacts.Stopped f -> stopped(f);
            case ClusterFacts.Terminated f ->
                    f.finalizer()
                            ? act(ClusterMove.REMOVE_FINALIZER, ClusterReason.TERMINATED)
                            : stay(ClusterReason.TERMINATED);
        };
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> unknown(
            ClusterFacts.Unknown f) {
        if (f.asked().deleted()) return go(Terminated, ClusterReason.RESOURCE_DELETED);
        if (!f.finalizer()) return act(ClusterMove.ADD_FINALIZER, ClusterReason.INITIALISING);
        return go(Starting, ClusterReason.CLUSTER_INITIALISED);
    }

    /**
     * Requests pass through the same three steps in every phase; null once there is none to take.
     */
    private static @Nullable Verdict<SupervisorStatus, ClusterMove, ClusterReason> take(
            ClusterFacts.Asked asked) {
        return switch (asked.request()) {
            case WRITTEN -> mark(ClusterMove.TAKE_REQUEST, ClusterReason.REQUEST_TAKEN);
            case INVALID -> act(ClusterMove.RESET_REQUEST, ClusterReason.UNKNOWN_ACTION);
            case TAKEN -> act(ClusterMove.RESET_REQUEST, ClusterReason.REQUEST_TAKEN);
            case REFUSED, ANSWERED -> act(ClusterMove.RESET_REQUEST, ClusterReason.ACTION_REFUSED);
            case TRIGGER_SAVEPOINT, FORGET_SAVEPOINT ->
                    mark(ClusterMove.CLEAR_REQUEST, ClusterReason.ACTION_REFUSED);
            case NONE, START, STOP -> null;
        };
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> starting(
            ClusterFacts.Starting f) {
        if (f.asked().deleted()) return go(Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = take(f.asked());
        if (taken != null) return taken;
        if (f.asked().request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        if (f.asked().request() == Request.STOP || !f.asked().running())
            return go(Stopping, ClusterReason.STOP_REQUESTED);
        if (f.changed()) return go(Stopping, ClusterReason.SPEC_CHANGED);
        var upkeep = UpkeepRules.upkeep(f.upkeep());
        if (upkeep != null) return upkeep;
        if (f.upkeep().jobManager() == JobManager.ANSWERS)
            return go(Started, ClusterReason.CLUSTER_STARTED);
        return f.upkeep().jobManager() == JobManager.SILENT && !f.upkeep().stuck()
                ? stay(ClusterReason.JOB_MANAGER_STARTING)
                : stay(waiting(f.upkeep()));
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> started(
            ClusterFacts.Started f) {
        if (f.asked().deleted()) return go(Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = take(f.asked());
        if (taken != null) return taken;
        if (f.asked().request() == Request.START)
            return go(Stopping, ClusterReason.START_REQUESTED);
        if (f.asked().request() == Request.STOP || !f.asked().running())
            return go(Stopping, ClusterReason.STOP_REQUESTED);
        if (f.change() == Change.REHEARSE)
            return act(ClusterMove.REHEARSE, ClusterReason.REHEARSING);
        if (f.change() == Change.CHANGED) return go(Stopping, ClusterReason.SPEC_CHANGED);
        if (f.silent()) return go(Stopping, ClusterReason.JOB_MANAGER_UNRESPONSIVE);
        var upkeep = UpkeepRules.upkeep(f.upkeep());
        if (upkeep != null) return upkeep;
        if (f.change() == Change.REFUSED) return stay(ClusterReason.CHANGE_REFUSED);
        return stay(waiting(f.upkeep()));
    }

    private static ClusterReason waiting(Upkeep upkeep) {
        if (upkeep.refused()) return ClusterReason.PODS_REFUSED;
        if (upkeep.stuck()) return ClusterReason.POD_STUCK;
        return switch (upkeep.jobManager()) {
            case GOING -> ClusterReason.JOB_MANAGER_TERMINATING;
            case LOST, NONE, DEAD -> ClusterReason.JOB_MANAGER_STARTING;
            case SILENT -> ClusterReason.JOB_MANAGER_SILENT;
            case UNREACHABLE -> ClusterReason.JOB_MANAGER_UNREACHABLE;
            case ANSWERS ->
                    upkeep.complete()
                            ? ClusterReason.CLUSTER_READY
                            : ClusterReason.WAITING_FOR_TASK_MANAGERS;
        };
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> stopping(
            ClusterFacts.Stopping f) {
        if (f.asked().deleted() && f.reason() != StopReason.Deleted)
            return mark(ClusterMove.BECOME_DELETED, ClusterReason.RESOURCE_DELETED);
        var taken = take(f.asked());
        if (taken != null) return taken;
        if (f.asked().request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        if (f.asked().request() == Request.STOP)
            return mark(ClusterMove.CARRY_OUT_STOP, ClusterReason.STOP_REQUESTED);
        if (f.overdue()) return act(ClusterMove.DELETE_OVERDUE, ClusterReason.PODS_TERMINATING);
        if (f.reasonGone()) return go(Starting, ClusterReason.STOP_TAKEN_BACK);
        if (f.podsLeft() && (f.silent() || f.reason() == StopReason.Silence))
            return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.JOB_MANAGER_UNRESPONSIVE);
        if (f.jobsActive()) return waitForJobs(f);
        if (f.reason() == StopReason.UserStop || f.reason() == StopReason.Deleted)
            return stopForGood(f);
        if (f.reason() != null)
            return mark(ClusterMove.RAISE_REVISIONS, ClusterReason.JOBS_STOPPED);
        return f.outdatedLeft()
                ? act(ClusterMove.DELETE_OUTDATED, ClusterReason.PODS_TERMINATING)
                : go(Starting, ClusterReason.CLUSTER_RESTARTING);
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> waitForJobs(
            ClusterFacts.Stopping f) {
        if (f.forced() && f.podsLeft())
            return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.STOP_FORCED);
        return f.replaceable()
                ? act(ClusterMove.CREATE_TASK_MANAGERS, ClusterReason.WAITING_FOR_JOBS)
                : stay(ClusterReason.WAITING_FOR_JOBS);
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> stopForGood(
            ClusterFacts.Stopping f) {
        if (f.podsLeft()) return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.PODS_TERMINATING);
        if (f.serviceLeft()) return act(ClusterMove.DELETE_SERVICE, ClusterReason.PODS_TERMINATING);
        return f.reason() == StopReason.Deleted
                ? go(Terminated, ClusterReason.TERMINATED)
                : go(Stopped, ClusterReason.CLUSTER_STOPPED);
    }

    private static Verdict<SupervisorStatus, ClusterMove, ClusterReason> stopped(
            ClusterFacts.Stopped f) {
        if (f.asked().deleted()) return go(Stopping, ClusterReason.RESOURCE_DELETED);
        var taken = take(f.asked());
        if (taken != null) return taken;
        if (f.asked().request() == Request.START)
            return mark(ClusterMove.CARRY_OUT_START, ClusterReason.START_REQUESTED);
        if (f.asked().request() == Request.STOP)
            return mark(ClusterMove.CARRY_OUT_STOP, ClusterReason.STOP_REQUESTED);
        if (f.anythingLeft())
            return act(ClusterMove.DELETE_ALL_PODS, ClusterReason.PODS_TERMINATING);
        return f.asked().running()
                ? go(Starting, ClusterReason.START_REQUESTED)
                : stay(ClusterReason.CLUSTER_STOPPED);
    }
}
