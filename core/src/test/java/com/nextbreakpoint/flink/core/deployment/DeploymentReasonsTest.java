package com.nextbreakpoint.flink.core.deployment;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Reason.Weight;
import com.nextbreakpoint.flink.core.ReasonsTable;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions and Events of a deployment say what the reference says. */
class DeploymentReasonsTest {
    private static final Map<String, String> MESSAGES = ReasonsTable.messages("FlinkDeployment");

    @ParameterizedTest
    @EnumSource
    void a_condition_and_its_event_say_what_the_reference_says(DeploymentReason reason) {
        var reading = reading();
        var written = DeploymentStatusView.of(FlinkDeploymentStatus.NONE, reason, reading);
        var message =
                requireNonNull(MESSAGES.get(reason.camelCase()))
                        .replace(ReasonsTable.DETAIL, reading.detail(reason));

        var ready = Conditions.find(written.conditions(), Conditions.READY).orElseThrow();
        assertThat(ready.reason()).isEqualTo(reason.camelCase());
        assertThat(ready.message()).isEqualTo(message);
        assertThat(Conditions.isTrue(written.conditions(), Conditions.STALLED))
                .isEqualTo(reason.weight() == Weight.STALLED);
        assertThat(DeploymentNotices.of(reason, List.of(), reading))
                .filteredOn(Step.Notice::event)
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(reason.camelCase()))
                .satisfies(event -> assertThat(event.message()).isEqualTo(message));
    }

    private static DeploymentReading reading() {
        var spec = new FlinkDeploymentSpec(Specs.cluster(), List.of());
        var deployment =
                new Resource<>(
                        Specs.meta("demo"), spec, "spec.x: wrong", FlinkDeploymentStatus.NONE);
        return DeploymentReading.of(
                new DeploymentObserved(deployment, null, List.of(), Refusals.NONE, null),
                Specs.CREATED);
    }
}
