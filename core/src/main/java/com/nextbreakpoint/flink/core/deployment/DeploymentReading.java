package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus.RememberedJob;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What follows from an observation.
 *
 * @param jobs those that are wanted, in the spec's order, then those that are not any longer
 * @param restorePoints what the jobs would come back with
 */
record DeploymentReading(
        DeploymentObserved observed,
        ChildView cluster,
        List<ChildView> jobs,
        List<RememberedJob> restorePoints,
        Alarm alarm) {
    static DeploymentReading of(DeploymentObserved observed, Instant now) {
        var children = new Children(observed, now);
        return new DeploymentReading(
                observed,
                children.cluster(),
                children.jobs(),
                RestorePoints.of(observed),
                new Alarm(now));
    }

    Instant now() {
        return alarm.now();
    }

    Meta meta() {
        return observed.deployment().meta();
    }

    FlinkDeploymentStatus status() {
        return observed.deployment().status();
    }

    DeploymentFacts facts() {
        var states = EnumSet.noneOf(Child.class);
        jobs.forEach(job -> states.add(job.state()));
        return new DeploymentFacts(
                observed.deployment().spec() == null,
                meta().isDeleted(),
                meta().finalizers().contains(Names.OPERATOR_FINALIZER),
                restorePoints.equals(status().jobs()),
                cluster.state(),
                states);
    }

    Stream<ChildView> children() {
        return Stream.concat(Stream.of(cluster), jobs.stream());
    }

    /** The first child in one of these states. */
    Optional<ChildView> first(Child... states) {
        var wanted = List.of(states);
        return children().filter(child -> wanted.contains(child.state())).findFirst();
    }

    /** What belongs to a reason's sentence. */
    String detail(DeploymentReason reason) {
        var child =
                switch (reason) {
                    case NOT_OURS -> first(Child.FOREIGN);
                    case REFUSED -> first(Child.REFUSED, Child.RETRY);
                    case CHILD_STALLED -> first(Child.STALLED);
                    case APPLYING -> first(Child.ABSENT, Child.DIFFERENT);
                    case CHILD_TERMINATING ->
                            first(Child.REMOVED, Child.TERMINATING, Child.FINISHED);
                    case CHILD_NOT_READY -> first(Child.WORKING);
                    case MALFORMED,
                            INITIALISING,
                            ALL_READY,
                            DELETING_JOBS,
                            DELETING_CLUSTER,
                            DELETED ->
                            Optional.<ChildView>empty();
                };
        return switch (reason) {
            case MALFORMED -> observed.deployment().malformed();
            case INITIALISING ->
                    observed.refusals().ofFinalizer(Kind.FlinkDeployment, meta().name());
            default -> child.map(ChildView::sentence).orElse("");
        };
    }
}
