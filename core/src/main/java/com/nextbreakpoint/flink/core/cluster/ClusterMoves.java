package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.desired.JobManagerPod;
import com.nextbreakpoint.flink.core.desired.JobManagerService;
import com.nextbreakpoint.flink.core.desired.TaskManagerPod;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What each acting move does. */
final class ClusterMoves {
    private ClusterMoves() {}

    static List<Action> actions(ClusterMove move, ClusterReading r) {
        var meta = r.observed().cluster().meta();
        return switch (move) {
            case RESET_REQUEST ->
                    List.of(
                            new Action.ResetRequest(
                                    Kind.FlinkCluster, meta.name(), meta.resourceVersion()));
            case ADD_FINALIZER ->
                    List.of(
                            new Action.AddFinalizer(
                                    Kind.FlinkCluster, meta.name(), Names.SUPERVISOR_FINALIZER));
            case REMOVE_FINALIZER ->
                    List.of(
                            new Action.RemoveFinalizer(
                                    Kind.FlinkCluster, meta.name(), Names.SUPERVISOR_FINALIZER));
            case REHEARSE -> List.of(rehearsal(r));
            case APPLY_SERVICE ->
                    List.of(new Action.ApplyService(JobManagerService.desired(meta, r.spec())));
            case DELETE_SERVICE ->
                    List.of(new Action.DeleteService(Names.jobManagerService(meta.name())));
            case CREATE_JOB_MANAGER -> List.of(new Action.CreatePod(jobManager(r)));
            case CREATE_TASK_MANAGERS ->
                    IntStream.range(0, r.missingTaskManagers())
                            .<Action>mapToObj(i -> new Action.CreatePod(taskManager(r, i)))
                            .toList();
            case DELETE_DEAD -> delete(r.dead().stream(), false);
            case DELETE_OUTDATED ->
                    delete(r.outdated().stream().filter(ClusterMoves::stays), false);
            case DELETE_OVERDUE -> delete(r.overdue().stream(), true);
            case DELETE_SURPLUS -> deleteSurplus(r);
            case DELETE_ALL_PODS -> delete(r.allPods().filter(ClusterMoves::stays), false);
            case MIRROR_SCALE ->
                    List.of(
                            new Action.Scale(
                                    Kind.FlinkCluster, meta.name(), r.wantedTaskManagers()));
            case CANCEL_ORPHANS ->
                    r.orphans().stream().<Action>map(Action.CancelOrphan::new).toList();
            default -> throw new IllegalArgumentException(move + " has no effect");
        };
    }

    private static boolean stays(PodView pod) {
        return pod.life() != PodView.Life.TERMINATING;
    }

    private static Pod jobManager(ClusterReading r) {
        return JobManagerPod.desired(
                r.observed().cluster().meta(),
                r.spec(),
                r.supervision().revision().jobManager(),
                r.jobManagerName(),
                r.tuning());
    }

    /**
     * Of a change nothing is there until the jobs are stopped, in one that is lost before neither.
     */
    private static Pod taskManager(ClusterReading r, int index) {
        var name = r.taskManagerName(index);
        return r.unchangedTaskManager()
                .map(living -> TaskManagerPod.copy(living, name))
                .orElseGet(
                        () ->
                                TaskManagerPod.desired(
                                        r.observed().cluster().meta(),
                                        r.spec(),
                                        r.supervision().revision().taskManager(),
                                        name,
                                        r.tuning()));
    }

    /** What a changed spec would create. */
    private static Action.Rehearse rehearsal(ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var jobManager = Names.jobManagerPod(meta.name(), "rehearsal");
        var taskManager = Names.taskManagerPod(meta.name(), "rehearsal");
        var revision = Integer.MAX_VALUE;
        return new Action.Rehearse(
                rehearsed(r),
                List.of(
                        JobManagerPod.desired(meta, r.spec(), revision, jobManager, r.tuning()),
                        TaskManagerPod.desired(meta, r.spec(), revision, taskManager, r.tuning())));
    }

    static String rehearsalKey(ClusterReading r) {
        return Action.Rehearse.key(rehearsed(r));
    }

    /** It changes with the spec. */
    private static String rehearsed(ClusterReading r) {
        var digest = Digests.of(r.spec());
        return String.join(
                " ",
                r.observed().cluster().meta().name(),
                digest.runtime(),
                digest.jobManager(),
                digest.taskManager());
    }

    private static List<Action> deleteSurplus(ClusterReading r) {
        var names = r.surplus();
        return delete(
                r.currentTaskManagers().stream().filter(pod -> names.contains(pod.name())), false);
    }

    private static List<Action> delete(Stream<PodView> pods, boolean force) {
        return pods.<Action>map(pod -> new Action.DeletePod(pod.name(), pod.uid(), force)).toList();
    }
}
