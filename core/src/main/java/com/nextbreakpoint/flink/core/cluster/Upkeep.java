package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.mark;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.desired.JobManagerService;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a cluster up.
 *
 * @param serviceRight the Service is there as it should be
 * @param dead pods have failed, or TaskManagers do not register
 * @param outdated pods are of an older revision
 * @param overdue a pod on a lost node is Terminating for too long
 * @param complete all wanted TaskManagers are registered
 * @param mirrored spec.taskManagers shows what is wanted
 * @param orphans jobs of ours run whose FlinkJob is gone
 * @param refused the API server lately refused a pod
 * @param stuck a pod does not start
 */
record Upkeep(
        JobManager jobManager,
        Incarnation incarnation,
        boolean serviceRight,
        boolean dead,
        boolean outdated,
        boolean overdue,
        TaskManagerCount count,
        boolean complete,
        boolean mirrored,
        boolean orphans,
        boolean refused,
        boolean stuck) {

    static Upkeep of(ClusterReading r) {
        return new Upkeep(
                JobManager.of(r),
                Incarnation.of(r),
                isServiceRight(r),
                !dead(r).isEmpty(),
                Revisions.outdated(r).stream().anyMatch(PodView::isLiving),
                !overdue(r).isEmpty(),
                TaskManagerCount.of(r),
                TaskManagerCount.registered(r) >= TaskManagerCount.wanted(r),
                TaskManagerCount.isMirrored(r),
                !orphans(r).isEmpty(),
                isRefused(r),
                r.trouble().isPresent());
    }

    /** What is amiss is mended; null when nothing is that can be mended now. */
    @Nullable Verdict<SupervisorStatus, ClusterMove, ClusterReason> mend() {
        // K3.started-1, T7.names
        if (jobManager == JobManager.LOST)
            return mark(ClusterMove.COUNT_JOB_MANAGER, ClusterReason.JOB_MANAGER_LOST);
        // K3.started-4
        if (jobManager == JobManager.ANSWERS && incarnation == Incarnation.NEW_WITH_STRAY_TASKS)
            return mark(ClusterMove.RAISE_TASK_MANAGERS, ClusterReason.STRAY_TASKS);
        // K3.started-2
        if (jobManager == JobManager.ANSWERS && incarnation == Incarnation.NEW)
            return mark(ClusterMove.NOTE_INCARNATION, ClusterReason.JOB_MANAGER_REPLACED);
        var moves = new ArrayList<ClusterMove>();
        // K3.starting-1, K3.started-6, K3.started-9
        if (!serviceRight) moves.add(ClusterMove.APPLY_SERVICE);
        // K3.lost-node-1
        if (overdue) moves.add(ClusterMove.DELETE_OVERDUE);
        // K3.started-1, K3.started-5
        if (dead) moves.add(ClusterMove.DELETE_DEAD);
        // K3.started-4, K3.stopping-4
        if (outdated) moves.add(ClusterMove.DELETE_OUTDATED);
        // K3.starting-1, K3.started-1
        if (jobManager == JobManager.NONE && !refused) moves.add(ClusterMove.CREATE_JOB_MANAGER);
        // K3.starting-1, K3.started-5, T7.missing
        if (count == TaskManagerCount.MISSING && !refused)
            moves.add(ClusterMove.CREATE_TASK_MANAGERS);
        // T7.surplus
        if (count == TaskManagerCount.SURPLUS) moves.add(ClusterMove.DELETE_SURPLUS);
        // T7.mirror
        if (!mirrored) moves.add(ClusterMove.MIRROR_SCALE);
        // K3.started-11
        if (orphans) moves.add(ClusterMove.CANCEL_ORPHANS);
        return moves.isEmpty() ? null : act(moves, ClusterReason.RESOURCES_APPLIED);
    }

    /** What is waited for when nothing can be mended. */
    ClusterReason waiting() {
        // K3.starting-2
        if (refused) return ClusterReason.PODS_REFUSED;
        // K3.starting-2
        if (stuck) return ClusterReason.POD_STUCK;
        return switch (jobManager) {
            case GOING -> ClusterReason.JOB_MANAGER_TERMINATING;
            case LOST, NONE, DEAD -> ClusterReason.JOB_MANAGER_STARTING;
            case SILENT -> ClusterReason.JOB_MANAGER_SILENT;
            // C1.4
            case UNREACHABLE -> ClusterReason.JOB_MANAGER_UNREACHABLE;
            case ANSWERS ->
                    complete
                            ? ClusterReason.CLUSTER_READY
                            : ClusterReason.WAITING_FOR_TASK_MANAGERS;
        };
    }

    private static boolean isServiceRight(ClusterReading r) {
        var service = r.observed().service();
        return service != null
                && JobManagerService.isCurrent(service, r.observed().cluster().meta(), r.spec());
    }

    static boolean isRefused(ClusterReading r) {
        return r.observed()
                .refusals()
                .startingWith("CreatePod")
                .filter(refusal -> !r.alarm().has(refusal.retryAt()))
                .isPresent();
    }

    /** Failed pods, and TaskManagers that do not register. */
    static List<PodView> dead(ClusterReading r) {
        var failed = r.allPods().filter(pod -> pod.life() == PodView.Life.DEAD);
        var mute = r.currentTaskManagers().stream().filter(pod -> isMute(pod, r));
        return Stream.concat(failed, mute).toList();
    }

    /** Running, but unknown to Flink for longer than taskTimeout. */
    private static boolean isMute(PodView pod, ClusterReading r) {
        var reachable = r.flink().reachableSince();
        if (!r.flinkAnswers() || reachable == null || pod.containerId().isEmpty()) return false;
        // K3.started-5
        return r.registration(pod).isEmpty()
                && r.isOver(ClusterReading.later(pod.since(), reachable), r.tuning().taskTimeout());
    }

    static List<PodView> overdue(ClusterReading r) {
        var twice = r.flink().heartbeatTimeout().multipliedBy(2);
        var timeout = r.tuning().taskTimeout();
        var wait = twice.compareTo(timeout) > 0 ? twice : timeout;
        // K3.lost-node-1
        return r.allPods()
                .filter(PodView::nodeLost)
                .filter(pod -> pod.killDue() != null && r.isOver(pod.killDue(), wait))
                .toList();
    }

    /** Live jobs with this cluster's mark and the mark of no FlinkJob. */
    static List<String> orphans(ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var mark = Hashes.clusterMark(meta.namespace(), meta.name());
        if (!r.flinkAnswers()) return List.of();
        // K3.started-10, K3.started-11
        return r.flink().jobs().values().stream()
                .filter(job -> !job.isFinal())
                .map(FlinkJobView::id)
                .filter(id -> id.startsWith(mark, mark.length()))
                .filter(
                        id ->
                                !r.observed()
                                        .jobs()
                                        .marks()
                                        .contains(id.substring(0, Hashes.JOB_MARK)))
                .toList();
    }
}
