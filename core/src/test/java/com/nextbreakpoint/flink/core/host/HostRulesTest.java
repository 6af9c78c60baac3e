package com.nextbreakpoint.flink.core.host;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.host.HostFacts.Existing;
import com.nextbreakpoint.flink.core.host.HostFacts.Pods;
import java.util.EnumSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Walks every input of the rules. */
class HostRulesTest {
    @Test
    @Tag("H9.host")
    void a_dedicated_supervisor_begins_when_it_is_ready_and_wanted() {
        always(
                c ->
                        c.v.next() != SupervisedBy.Dedicated
                                || (c.f.wanted()
                                        && c.f.pods() == Pods.READY
                                        && c.f.deployment() == Existing.CURRENT
                                        && !c.f.dedicated()));
    }

    @Test
    @Tag("H9.host")
    void the_operator_takes_over_only_what_nobody_else_can_do() {
        always(
                c ->
                        c.v.next() != SupervisedBy.Operator
                                || (c.f.dedicated()
                                        && (c.f.abandoned()
                                                || c.f.pods() == Pods.NONE
                                                || c.f.deployment() == Existing.FOREIGN)));
    }

    @Test
    @Tag("H9.abandoned")
    void what_is_abandoned_is_always_taken_over() {
        always(c -> !c.f.dedicated() || !c.f.abandoned() || c.v.next() == SupervisedBy.Operator);
    }

    @Test
    void nothing_is_handed_to_a_supervisor_while_the_cluster_goes() {
        always(c -> !c.f.deleted() || c.v.next() != SupervisedBy.Dedicated);
    }

    @Test
    void a_deployment_is_applied_only_where_it_is_wanted_and_ours() {
        always(
                c ->
                        !c.has(HostMove.APPLY_DEPLOYMENT)
                                || (c.f.wanted()
                                        && !c.f.deleted()
                                        && EnumSet.of(Existing.ABSENT, Existing.DIFFERENT)
                                                .contains(c.f.deployment())));
    }

    @Test
    void a_deployment_is_deleted_only_where_it_is_ours_and_not_wanted() {
        always(
                c ->
                        !c.has(HostMove.DELETE_DEPLOYMENT)
                                || (!c.f.wanted()
                                        && !c.f.malformed()
                                        && c.f.deployment() != Existing.FOREIGN));
    }

    @Test
    void every_move_and_every_reason_is_reached() {
        var moves = EnumSet.noneOf(HostMove.class);
        var reasons = EnumSet.noneOf(HostReason.class);
        cases().forEach(
                        c -> {
                            moves.addAll(c.v.moves());
                            reasons.add(c.v.reason());
                        });
        assertThat(moves).isEqualTo(EnumSet.allOf(HostMove.class));
        assertThat(reasons).isEqualTo(EnumSet.allOf(HostReason.class));
    }

    private static void always(Predicate<Case> invariant) {
        assertThat(cases().filter(invariant.negate()).findFirst()).isEmpty();
    }

    private static Stream<Case> cases() {
        return IntStream.range(0, 32)
                .boxed()
                .flatMap(
                        bits ->
                                EnumSet.allOf(Existing.class).stream()
                                        .flatMap(e -> cases(bits, e)));
    }

    private static Stream<Case> cases(int bits, Existing deployment) {
        return EnumSet.allOf(Pods.class).stream()
                .map(
                        pods ->
                                new HostFacts(
                                        (bits & 1) > 0,
                                        (bits & 2) > 0,
                                        (bits & 4) > 0,
                                        (bits & 8) > 0,
                                        (bits & 16) > 0,
                                        deployment,
                                        pods))
                .filter(facts -> !(facts.malformed() && facts.wanted()))
                .map(facts -> new Case(facts, HostRules.decide(facts)));
    }

    private record Case(HostFacts f, Verdict<SupervisedBy, HostMove, HostReason> v) {
        boolean has(HostMove move) {
            return v.moves().contains(move);
        }
    }
}
