package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Change;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Count;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Incarnation;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.JobManager;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Upkeep;
import com.nextbreakpoint.flink.core.desired.JobManagerService;

/** Compares numbers, times and digests with their thresholds: what is left are the facts. */
final class ClusterFactsOf {
    private ClusterFactsOf() {}

    static ClusterFacts of(ClusterReading r) {
        var finalizers = r.observed().cluster().meta().finalizers();
        var finalizer = finalizers.contains(Names.SUPERVISOR_FINALIZER);
        return switch (r.status().supervisorStatus()) {
            case Unknown -> new ClusterFacts.Unknown(r.asked(), finalizer);
            case Starting -> new ClusterFacts.Starting(r.asked(), r.isChanged(), upkeep(r));
            case Started -> new ClusterFacts.Started(r.asked(), change(r), isSilent(r), upkeep(r));
            case Stopping -> stopping(r);
            case Stopped -> new ClusterFacts.Stopped(r.asked(), r.allPods().findAny().isPresent());
            case Terminated -> new ClusterFacts.Terminated(finalizer);
        };
    }

    private static Upkeep upkeep(ClusterReading r) {
        var missing = r.missingTaskManagers() > 0;
        return new Upkeep(
                jobManager(r),
                incarnation(r),
                isServiceRight(r),
                !r.dead().isEmpty(),
                r.outdated().stream().anyMatch(PodView::isLiving),
                !r.overdue().isEmpty(),
                missing ? Count.MISSING : r.surplus().isEmpty() ? Count.RIGHT : Count.SURPLUS,
                isComplete(r),
                !r.isScaledByJobs() || r.spec().taskManagers() == r.wantedTaskManagers(),
                !r.orphans().isEmpty(),
                isRefused(r),
                r.trouble().isPresent());
    }

    private static JobManager jobManager(ClusterReading r) {
        if (r.jobManager().isPresent()) {
            if (r.flinkAnswers()) return JobManager.ANSWERS;
            return isUnreachable(r) ? JobManager.UNREACHABLE : JobManager.SILENT;
        }
        if (r.observed().jobManagers().stream().anyMatch(p -> p.life() == PodView.Life.DEAD)) {
            return JobManager.DEAD;
        }
        if (!r.observed().jobManagers().isEmpty()) return JobManager.GOING;
        var supervision = r.supervision();
        var counted =
                supervision.incarnation().isEmpty()
                        || supervision.jobManagerCount() > supervision.incarnationCount();
        return counted ? JobManager.NONE : JobManager.LOST;
    }

    private static boolean isUnreachable(ClusterReading r) {
        var since = r.flink().unreachableSince();
        return since != null
                && r.jobManager()
                        .filter(PodView::ready)
                        .map(pod -> ClusterReading.later(pod.since(), since))
                        .filter(both -> r.isOver(both, r.tuning().taskTimeout()))
                        .isPresent();
    }

    private static Incarnation incarnation(ClusterReading r) {
        var noted = r.supervision().incarnation();
        if (!r.flinkAnswers() || noted.equals(r.incarnation())) return Incarnation.NOTED;
        // A job of the former process may be stopped, or even deleted, while nobody answered.
        return !noted.isEmpty() && !r.observed().jobs().survivors()
                ? Incarnation.NEW_WITH_STRAY_TASKS
                : Incarnation.NEW;
    }

    private static boolean isServiceRight(ClusterReading r) {
        var service = r.observed().service();
        return service != null
                && JobManagerService.isCurrent(service, r.observed().cluster().meta(), r.spec());
    }

    private static boolean isComplete(ClusterReading r) {
        var registered =
                r.currentTaskManagers().stream().filter(p -> r.registration(p).isPresent()).count();
        return registered >= r.wantedTaskManagers();
    }

    private static boolean isRefused(ClusterReading r) {
        return r.observed()
                .refusals()
                .startingWith("CreatePod")
                .filter(refusal -> !r.alarm().has(refusal.retryAt()))
                .isPresent();
    }

    private static Change change(ClusterReading r) {
        if (!r.isChanged()) return Change.NONE;
        var key = ClusterMoves.rehearsalKey(r);
        if (r.observed().refusals().rehearsed().contains(key)) return Change.CHANGED;
        return r.observed()
                        .refusals()
                        .of(key)
                        .filter(refusal -> !r.alarm().has(refusal.retryAt()))
                        .isPresent()
                ? Change.REFUSED
                : Change.REHEARSE;
    }

    /** Kubernetes' own probe has failed for taskTimeout; our own silence alone is no reason. */
    private static boolean isSilent(ClusterReading r) {
        return r.jobManager()
                .filter(pod -> !pod.ready() && r.flinkIsSilent())
                .filter(pod -> r.isOver(pod.since(), r.tuning().taskTimeout()))
                .isPresent();
    }

    private static ClusterFacts stopping(ClusterReading r) {
        var reason = r.supervision().stopReason();
        return new ClusterFacts.Stopping(
                r.asked(),
                reason,
                isReasonGone(r),
                isSilent(r),
                isForced(r),
                !r.observed().jobs().active().isEmpty(),
                r.allPods().findAny().isPresent(),
                !r.outdated().isEmpty(),
                r.observed().service() != null,
                !r.overdue().isEmpty(),
                r.flinkAnswers() && r.missingTaskManagers() > 0 && !isRefused(r));
    }

    private static boolean isReasonGone(ClusterReading r) {
        var running = r.status().requestedState() == RequestedState.Running;
        var reason = r.supervision().stopReason();
        return running && reason == StopReason.Changed && !r.isChanged();
    }

    /** A deletion, and a stop without savepoints, wait for an answer no longer than taskTimeout. */
    private static boolean isForced(ClusterReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.observed().cluster().meta().deleted();
        var impatient =
                deleted != null
                        || (r.supervision().stopReason() == StopReason.UserStop
                                && r.supervision().withoutSavepoint());
        if (!impatient || since == null || r.flinkAnswers()) return false;
        var later = deleted == null ? since : ClusterReading.later(deleted, since);
        return r.isOver(later, r.tuning().taskTimeout());
    }
}
