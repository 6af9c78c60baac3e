package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.desired.JobManagerService;
import java.util.List;
import java.util.stream.Stream;

/** What each move writes into the status, or does. */
final class ClusterMoves {
    private ClusterMoves() {}

    static FlinkClusterStatus status(ClusterMove move, ClusterReading r) {
        return switch (move) {
            case TAKE_REQUEST -> ClusterRequests.take(r);
            case CLEAR_REQUEST -> ClusterRequests.clear(r);
            case CARRY_OUT_START -> ClusterRequests.start(r.status(), r);
            case CARRY_OUT_STOP -> ClusterRequests.stop(r.status());
            case COUNT_JOB_MANAGER -> JobManager.count(r);
            case NOTE_INCARNATION -> Incarnation.note(r);
            case RAISE_TASK_MANAGERS -> Incarnation.noteWithStrayTasks(r);
            case RAISE_REVISIONS -> Revisions.raise(r);
            case BECOME_DELETED -> Stopping.become(r.status(), StopReason.Deleted);
            default -> throw new IllegalArgumentException(move + " marks nothing");
        };
    }

    static List<Action> actions(ClusterMove move, ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var kind = Kind.FlinkCluster;
        var name = meta.name();
        var finalizer = Names.SUPERVISOR_FINALIZER;
        return switch (move) {
            case RESET_REQUEST ->
                    List.of(new Action.ResetRequest(kind, name, meta.resourceVersion()));
            case ADD_FINALIZER -> List.of(new Action.AddFinalizer(kind, name, finalizer));
            case REMOVE_FINALIZER -> List.of(new Action.RemoveFinalizer(kind, name, finalizer));
            case REHEARSE -> List.of(ChangedPods.rehearsal(r));
            case APPLY_SERVICE ->
                    List.of(new Action.ApplyService(JobManagerService.desired(meta, r.spec())));
            case DELETE_SERVICE -> List.of(new Action.DeleteService(Names.jobManagerService(name)));
            case CREATE_JOB_MANAGER -> List.of(new Action.CreatePod(JobManager.pod(r)));
            case CREATE_TASK_MANAGERS ->
                    TaskManagerCount.pods(r).<Action>map(Action.CreatePod::new).toList();
            case DELETE_DEAD -> delete(Upkeep.dead(r).stream(), false);
            case DELETE_OUTDATED -> delete(staying(Revisions.outdated(r).stream()), false);
            case DELETE_OVERDUE -> delete(Upkeep.overdue(r).stream(), true);
            case DELETE_SURPLUS -> delete(TaskManagerCount.surplus(r).stream(), false);
            case DELETE_ALL_PODS -> delete(staying(r.allPods()), false);
            case MIRROR_SCALE -> List.of(new Action.Scale(kind, name, TaskManagerCount.wanted(r)));
            case CANCEL_ORPHANS ->
                    Upkeep.orphans(r).stream().<Action>map(Action.CancelOrphan::new).toList();
            default -> throw new IllegalArgumentException(move + " has no effect");
        };
    }

    private static Stream<PodView> staying(Stream<PodView> pods) {
        return pods.filter(pod -> pod.life() != PodView.Life.TERMINATING);
    }

    private static List<Action> delete(Stream<PodView> pods, boolean force) {
        return pods.<Action>map(pod -> new Action.DeletePod(pod.name(), pod.uid(), force)).toList();
    }
}
