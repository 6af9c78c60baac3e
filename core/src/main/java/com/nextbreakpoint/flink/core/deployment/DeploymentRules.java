package com.nextbreakpoint.flink.core.deployment;

import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.ABSENT;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.DIFFERENT;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.FINISHED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.FOREIGN;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.READY;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.REFUSED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.REMOVED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.RETRY;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.STALLED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.TERMINATING;

import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.util.EnumSet;

/** What happens to a deployment; in each chain the first match wins. */
final class DeploymentRules {
    private DeploymentRules() {}

    static Verdict<ResourceStatus, DeploymentMove, DeploymentReason> decide(DeploymentFacts f) {
        if (f.deleted()) return deleted(f);
        // C1.7
        if (f.malformed()) return stay(DeploymentReason.MALFORMED);
        // D8.delete
        if (!f.finalizer()) return act(DeploymentMove.ADD_FINALIZER, DeploymentReason.INITIALISING);
        // D8.by-hand
        if (!f.noted()) return mark(DeploymentMove.NOTE_RESTORE_POINTS, sum(f));
        var moves = EnumSet.noneOf(DeploymentMove.class);
        // D8.by-hand
        if (f.jobs().contains(FINISHED)) moves.add(DeploymentMove.RELEASE_JOBS);
        // D8.removed
        if (f.jobs().contains(REMOVED)) moves.add(DeploymentMove.DELETE_REMOVED_JOBS);
        // D8.children, D8.apply, D8.foreign: jobs of ours would run on a cluster that is not
        if (f.cluster() != FOREIGN && (f.any(ABSENT) || f.any(DIFFERENT) || f.any(RETRY)))
            moves.add(DeploymentMove.APPLY_CHILDREN);
        // D8.ready
        return moves.isEmpty() ? stay(sum(f)) : act(moves.stream().toList(), sum(f));
    }

    /** First the jobs, so that they are stopped properly, then the cluster. */
    // D8.delete
    private static Verdict<ResourceStatus, DeploymentMove, DeploymentReason> deleted(
            DeploymentFacts f) {
        if (!f.finalizer()) return stay(DeploymentReason.DELETED);
        var moves = EnumSet.noneOf(DeploymentMove.class);
        if (f.jobs().contains(FINISHED)) moves.add(DeploymentMove.RELEASE_JOBS);
        if (f.jobs().stream().anyMatch(Child::isToDelete)) moves.add(DeploymentMove.DELETE_JOBS);
        if (!moves.isEmpty()) return act(moves.stream().toList(), DeploymentReason.DELETING_JOBS);
        if (f.jobs().contains(TERMINATING)) return stay(DeploymentReason.DELETING_JOBS);
        if (f.cluster().isToDelete())
            return act(DeploymentMove.DELETE_CLUSTER, DeploymentReason.DELETING_CLUSTER);
        return f.cluster() == TERMINATING || f.cluster() == FINISHED
                ? stay(DeploymentReason.DELETING_CLUSTER)
                : act(DeploymentMove.REMOVE_FINALIZER, DeploymentReason.DELETED);
    }

    /** What the children are together: what needs help first, what takes time then. */
    private static DeploymentReason sum(DeploymentFacts f) {
        // D8.foreign
        if (f.any(FOREIGN)) return DeploymentReason.NOT_OURS;
        if (f.any(REFUSED) || f.any(RETRY)) return DeploymentReason.REFUSED;
        if (f.any(STALLED)) return DeploymentReason.CHILD_STALLED;
        if (f.any(ABSENT) || f.any(DIFFERENT)) return DeploymentReason.APPLYING;
        if (f.any(REMOVED) || f.any(TERMINATING) || f.any(FINISHED))
            return DeploymentReason.CHILD_TERMINATING;
        // D8.ready
        var allReady = f.cluster() == READY && EnumSet.of(READY).containsAll(f.jobs());
        return allReady ? DeploymentReason.ALL_READY : DeploymentReason.CHILD_NOT_READY;
    }
}
