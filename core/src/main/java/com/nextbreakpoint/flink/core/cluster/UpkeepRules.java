package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.mark;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Count;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Incarnation;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.JobManager;
import com.nextbreakpoint.flink.core.cluster.ClusterFacts.Upkeep;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** What a cluster that is up needs, so that it stays up. */
final class UpkeepRules {
    private UpkeepRules() {}

    /** Null when nothing is amiss that can be mended now. */
    static @Nullable Verdict<SupervisorStatus, ClusterMove, ClusterReason> upkeep(Upkeep u) {
        if (u.jobManager() == JobManager.LOST)
            return mark(ClusterMove.COUNT_JOB_MANAGER, ClusterReason.JOB_MANAGER_LOST);
        if (u.jobManager() == JobManager.ANSWERS && u.incarnation() != Incarnation.NOTED)
            return u.incarnation() == Incarnation.NEW_WITH_STRAY_TASKS
                    ? mark(ClusterMove.RAISE_TASK_MANAGERS, ClusterReason.STRAY_TASKS)
                    : mark(ClusterMove.NOTE_INCARNATION, ClusterReason.JOB_MANAGER_REPLACED);
        var moves = new ArrayList<ClusterMove>();
        if (!u.serviceRight()) moves.add(ClusterMove.APPLY_SERVICE);
        if (u.overdue()) moves.add(ClusterMove.DELETE_OVERDUE);
        if (u.dead()) moves.add(ClusterMove.DELETE_DEAD);
        if (u.outdated()) moves.add(ClusterMove.DELETE_OUTDATED);
        if (u.jobManager() == JobManager.NONE && !u.refused())
            moves.add(ClusterMove.CREATE_JOB_MANAGER);
        if (u.count() == Count.MISSING && !u.refused()) moves.add(ClusterMove.CREATE_TASK_MANAGERS);
        if (u.count() == Count.SURPLUS) moves.add(ClusterMove.DELETE_SURPLUS);
        if (!u.mirrored()) moves.add(ClusterMove.MIRROR_SCALE);
        if (u.orphans()) moves.add(ClusterMove.CANCEL_ORPHANS);
        return moves.isEmpty() ? null : act(moves, ClusterReason.RESOURCES_APPLIED);
    }
}
