package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a move means in effects. */
final class DeploymentMoves {
    private DeploymentMoves() {}

    static Stream<Action> actions(DeploymentMove move, DeploymentReading r) {
        var name = r.meta().name();
        return switch (move) {
            case ADD_FINALIZER ->
                    Stream.of(
                            new Action.AddFinalizer(
                                    Kind.FlinkDeployment, name, Names.OPERATOR_FINALIZER));
            case REMOVE_FINALIZER ->
                    Stream.of(
                            new Action.RemoveFinalizer(
                                    Kind.FlinkDeployment, name, Names.OPERATOR_FINALIZER));
            case NOTE_RESTORE_POINTS -> Stream.of();
            case APPLY_CHILDREN ->
                    r.children()
                            .filter(child -> child.state().isToApply())
                            .map(ChildView::apply)
                            .filter(Objects::nonNull);
            case RELEASE_JOBS -> jobs(r, Child.FINISHED::equals, DeploymentMoves::release);
            case DELETE_REMOVED_JOBS -> jobs(r, Child.REMOVED::equals, DeploymentMoves::delete);
            case DELETE_JOBS -> jobs(r, Child::isToDelete, DeploymentMoves::delete);
            case DELETE_CLUSTER -> delete(r.cluster());
        };
    }

    static Action release(Meta job) {
        return new Action.RemoveFinalizer(Kind.FlinkJob, job.name(), Names.OPERATOR_FINALIZER);
    }

    private static Action delete(Meta job) {
        return new Action.DeleteResource(Kind.FlinkJob, job.name(), job.uid());
    }

    private static Stream<Action> delete(ChildView cluster) {
        var live = Stream.ofNullable(cluster.live());
        return live.map(
                meta -> new Action.DeleteResource(Kind.FlinkCluster, meta.name(), meta.uid()));
    }

    private static Stream<Action> jobs(
            DeploymentReading r, Predicate<Child> states, Function<Meta, Action> action) {
        return r.jobs().stream()
                .filter(job -> states.test(job.state()))
                .map(ChildView::live)
                .filter(Objects::nonNull)
                .map(action);
    }
}
