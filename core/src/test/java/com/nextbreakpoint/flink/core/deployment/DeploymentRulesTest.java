package com.nextbreakpoint.flink.core.deployment;

import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.ABSENT;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.DIFFERENT;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.FINISHED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.FOREIGN;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.READY;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.REMOVED;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.RETRY;
import static com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child.TERMINATING;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.ADD_FINALIZER;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.APPLY_CHILDREN;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.DELETE_CLUSTER;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.DELETE_JOBS;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.DELETE_REMOVED_JOBS;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.NOTE_RESTORE_POINTS;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.RELEASE_JOBS;
import static com.nextbreakpoint.flink.core.deployment.DeploymentMove.REMOVE_FINALIZER;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.core.Reason.Weight;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.Verdict.Sort;
import com.nextbreakpoint.flink.core.deployment.DeploymentFacts.Child;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Walks every input of the rules. */
class DeploymentRulesTest {
    private static final Set<Child> NOT_LEFT = EnumSet.of(ABSENT, FOREIGN);

    @Test
    @Tag("D8.delete")
    void the_cluster_is_deleted_when_no_job_is_left() {
        always(c -> !c.has(DELETE_CLUSTER) || (c.f.deleted() && NOT_LEFT.containsAll(c.f.jobs())));
    }

    @Test
    void the_finalizer_goes_when_nothing_is_left() {
        always(
                c ->
                        !c.has(REMOVE_FINALIZER)
                                || (NOT_LEFT.containsAll(c.f.jobs())
                                        && NOT_LEFT.contains(c.f.cluster())));
    }

    @Test
    void all_jobs_are_deleted_only_with_the_deployment() {
        always(c -> !c.has(DELETE_JOBS) || c.f.deleted());
    }

    @Test
    void nothing_is_created_under_a_deployment_that_goes() {
        always(c -> !c.f.deleted() || !c.has(APPLY_CHILDREN));
    }

    @Test
    void nothing_is_created_before_the_finalizer() {
        always(c -> c.f.finalizer() || c.f.deleted() || !c.has(APPLY_CHILDREN));
    }

    @Test
    void nothing_is_done_about_a_deployment_that_cannot_be_read() {
        always(c -> !c.f.malformed() || c.f.deleted() || c.v.sort() == Sort.STAY);
    }

    @Test
    @Tag("D8.foreign")
    void nothing_is_applied_beside_a_cluster_of_somebody_else() {
        always(c -> c.f.cluster() != FOREIGN || !c.has(APPLY_CHILDREN));
    }

    @Test
    void a_job_is_let_go_only_when_its_state_is_noted_or_not_needed() {
        always(c -> !c.has(RELEASE_JOBS) || c.f.noted() || c.f.deleted());
    }

    @Test
    void a_mark_changes_restore_points_and_nothing_else() {
        always(c -> c.v.sort() != Sort.MARK || c.v.moves().equals(List.of(NOTE_RESTORE_POINTS)));
    }

    @Test
    void no_move_is_without_an_effect() {
        always(c -> c.v.moves().stream().allMatch(move -> hasEffect(move, c.f)));
    }

    @Test
    @Tag("D8.ready")
    void a_deployment_is_ready_when_all_its_children_are_and_only_then() {
        always(
                c ->
                        c.f.malformed()
                                || c.f.deleted()
                                || !c.f.finalizer()
                                || (c.v.reason().weight() == Weight.REACHED)
                                        == (c.f.cluster() == READY
                                                && EnumSet.of(READY).containsAll(c.f.jobs())));
    }

    @Test
    @Tag("D8.delete")
    void a_deletion_never_stands_still_unless_something_goes() {
        always(
                c ->
                        !c.f.deleted()
                                || !c.f.finalizer()
                                || c.v.sort() == Sort.ACT
                                || c.f.jobs().contains(TERMINATING)
                                || c.f.cluster() == TERMINATING
                                || c.f.cluster() == FINISHED);
    }

    @Test
    void there_is_no_phase_to_cross_into() {
        always(c -> c.v.sort() != Sort.GO);
    }

    @Test
    void every_move_and_every_reason_is_reached() {
        var moves = EnumSet.noneOf(DeploymentMove.class);
        var reasons = EnumSet.noneOf(DeploymentReason.class);
        cases().forEach(
                        c -> {
                            moves.addAll(c.v.moves());
                            reasons.add(c.v.reason());
                        });
        assertThat(moves).isEqualTo(EnumSet.allOf(DeploymentMove.class));
        assertThat(reasons).isEqualTo(EnumSet.allOf(DeploymentReason.class));
    }

    private static boolean hasEffect(DeploymentMove move, DeploymentFacts f) {
        return switch (move) {
            case ADD_FINALIZER -> !f.finalizer();
            case REMOVE_FINALIZER -> f.finalizer();
            case NOTE_RESTORE_POINTS -> !f.noted();
            case APPLY_CHILDREN -> f.any(ABSENT) || f.any(DIFFERENT) || f.any(RETRY);
            case RELEASE_JOBS -> f.jobs().contains(FINISHED);
            case DELETE_REMOVED_JOBS -> f.jobs().contains(REMOVED);
            case DELETE_JOBS -> f.jobs().stream().anyMatch(Child::isToDelete);
            case DELETE_CLUSTER -> f.cluster().isToDelete();
        };
    }

    private static void always(Predicate<Case> invariant) {
        assertThat(cases().filter(invariant.negate()).findFirst()).isEmpty();
    }

    private static Stream<Case> cases() {
        return IntStream.range(0, 16)
                .boxed()
                .flatMap(
                        bits ->
                                EnumSet.allOf(Child.class).stream()
                                        .flatMap(cluster -> cases(bits, cluster)));
    }

    private static Stream<Case> cases(int bits, Child cluster) {
        int sets = 1 << Child.values().length;
        return IntStream.range(0, sets)
                .mapToObj(
                        set ->
                                new DeploymentFacts(
                                        (bits & 1) > 0,
                                        (bits & 2) > 0,
                                        (bits & 4) > 0,
                                        (bits & 8) > 0,
                                        cluster,
                                        subset(set)))
                .map(facts -> new Case(facts, DeploymentRules.decide(facts)));
    }

    private static Set<Child> subset(int bits) {
        var set = EnumSet.noneOf(Child.class);
        var all = Child.values();
        for (int i = 0; i < all.length; i++) {
            if ((bits & (1 << i)) > 0) set.add(all[i]);
        }
        return set;
    }

    private record Case(
            DeploymentFacts f, Verdict<ResourceStatus, DeploymentMove, DeploymentReason> v) {
        boolean has(DeploymentMove move) {
            return v.moves().contains(move);
        }
    }
}
