package com.nextbreakpoint.flink.core.cluster;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Reason.Weight;
import com.nextbreakpoint.flink.core.ReasonsTable;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions and Events of a cluster say what the reference says. */
class ClusterReasonsTest {
    private static final Instant NOW = Specs.CREATED;
    private static final Map<String, String> MESSAGES = ReasonsTable.messages("FlinkCluster");

    @ParameterizedTest
    @EnumSource
    void a_condition_and_its_event_say_what_the_reference_says(ClusterReason reason) {
        var status = FlinkClusterStatus.NONE.withSupervisorStatus(SupervisorStatus.Starting);
        var spec = Specs.cluster();
        var reading =
                new ClusterReading(
                        observed(spec, "", status), spec, Tuning.DEFAULT, new Alarm(NOW));
        var written = ClusterStatusView.of(status, reason, reading);
        var message = message(reason, ClusterDetails.of(reason, reading));

        var ready = Conditions.find(written.conditions(), Conditions.READY).orElseThrow();
        assertThat(ready.reason()).isEqualTo(reason.camelCase());
        assertThat(ready.message()).isEqualTo(message);
        assertThat(Conditions.isTrue(written.conditions(), Conditions.STALLED))
                .isEqualTo(reason.weight() == Weight.STALLED);
        assertThat(ClusterNotices.of(reason, written, List.of(), reading))
                .filteredOn(Step.Notice::event)
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(reason.camelCase()))
                .satisfies(event -> assertThat(event.message()).isEqualTo(message));
    }

    @Test
    void a_cluster_that_cannot_be_read_says_which_field_is_wrong() {
        var observed = observed(null, "spec.x: wrong", FlinkClusterStatus.NONE);
        var step = ClusterMachine.step(observed, NOW);
        var message = message(ClusterReason.MALFORMED, "spec.x: wrong");
        assertThat(step.status().conditions().getFirst().message()).isEqualTo(message);
        assertThat(step.notices()).extracting(Step.Notice::message).containsExactly(message);
        assertThat(step.actions()).isEmpty();
    }

    @Test
    @Tag("C1.10")
    void nothing_is_told_of_a_new_cluster_before_it_has_its_finalizer() {
        var cluster = observed(Specs.cluster(), "", FlinkClusterStatus.NONE);
        var first = ClusterMachine.step(cluster, NOW);
        assertThat(first.status()).isEqualTo(FlinkClusterStatus.NONE);
        assertThat(first.told()).isEmpty();
        assertThat(first.actions()).singleElement().isInstanceOf(Action.AddFinalizer.class);

        var refusal = Specs.refusal("AddFinalizer FlinkCluster/demo", "no", NOW);
        var second = ClusterMachine.step(refused(cluster, refusal), NOW);
        assertThat(second.actions()).isEqualTo(first.actions());
        assertThat(second.status().conditions().getFirst().message())
                .isEqualTo(ClusterReason.INITIALISING.message("no"));
    }

    private static ClusterObserved refused(ClusterObserved cluster, Refusals refusals) {
        return new ClusterObserved(
                cluster.cluster(),
                List.of(),
                List.of(),
                List.of(),
                null,
                FlinkView.NONE,
                refusals,
                Tuning.DEFAULT,
                ClusterObserved.Jobs.NONE);
    }

    private static String message(ClusterReason reason, String detail) {
        return requireNonNull(MESSAGES.get(reason.camelCase()))
                .replace(ReasonsTable.DETAIL, detail);
    }

    private static ClusterObserved observed(
            @Nullable FlinkClusterSpec spec, String malformed, FlinkClusterStatus status) {
        return new ClusterObserved(
                new Resource<>(Specs.meta("demo"), spec, malformed, status),
                List.of(),
                List.of(),
                List.of(),
                null,
                FlinkView.NONE,
                Refusals.NONE,
                Tuning.DEFAULT,
                ClusterObserved.Jobs.NONE);
    }
}
