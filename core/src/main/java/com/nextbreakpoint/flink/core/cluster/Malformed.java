package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Step;
import java.time.Instant;
import java.util.List;

/** A cluster that cannot be read: it is left as it is, says why, and can be deleted. */
final class Malformed {
    private Malformed() {}

    static Step<FlinkClusterStatus> step(ClusterObserved observed, Instant now) {
        var cluster = observed.cluster();
        // C1.7
        var message = ClusterReason.MALFORMED.message(cluster.malformed());
        var name = ClusterReason.MALFORMED.camelCase();
        var generation = cluster.meta().generation();
        var before = cluster.status();
        var all = before.conditions();
        all = Conditions.set(all, Conditions.READY, false, name, message, now, generation);
        all = Conditions.set(all, Conditions.RECONCILING, false, name, message, now, generation);
        all = Conditions.set(all, Conditions.STALLED, true, name, message, now, generation);
        var conditions = all;
        var status =
                before.with(
                        s ->
                                s.resourceStatus(ResourceStatus.Updating)
                                        .observedGeneration(generation)
                                        .conditions(conditions));
        var deleted =
                cluster.meta().isDeleted()
                        && cluster.meta().finalizers().contains(Names.SUPERVISOR_FINALIZER);
        var actions =
                deleted
                        ? List.<Action>of(
                                new Action.RemoveFinalizer(
                                        Kind.FlinkCluster,
                                        cluster.meta().name(),
                                        Names.SUPERVISOR_FINALIZER))
                        : List.<Action>of();
        var known = status.equals(before);
        return new Step<>(
                cluster.meta().name(),
                known ? before : status.withTimestamp(now),
                actions,
                known ? List.of() : List.of(Step.Notice.warning(name, message)),
                Alarm.LONGEST);
    }
}
