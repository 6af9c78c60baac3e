package com.nextbreakpoint.flink.core.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Reason.Weight;
import com.nextbreakpoint.flink.core.ReasonsTable;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Conditions and Events of a job say what the reference says. */
class JobReasonsTest {
    private static final Instant NOW = Specs.CREATED;
    private static final Map<String, String> MESSAGES = ReasonsTable.messages("FlinkJob");

    @ParameterizedTest
    @EnumSource
    void a_condition_and_its_event_say_what_the_reference_says(JobReason reason) {
        var status = FlinkJobStatus.NONE.withSupervisorStatus(SupervisorStatus.Starting);
        var reading = reading(Specs.job(), status);
        var written = JobStatusView.of(status, Verdict.stay(reason), reading);
        var message = message(reason, JobDetails.of(reason, reading));

        var ready = Conditions.find(written.conditions(), Conditions.READY).orElseThrow();
        assertThat(ready.reason()).isEqualTo(reason.camelCase());
        assertThat(ready.message()).isEqualTo(message);
        assertThat(Conditions.isTrue(written.conditions(), Conditions.STALLED))
                .isEqualTo(reason.weight() == Weight.STALLED);
        assertThat(JobNotices.of(Verdict.stay(reason), written, reading))
                .filteredOn(Step.Notice::event)
                .singleElement()
                .satisfies(event -> assertThat(event.reason()).isEqualTo(reason.camelCase()))
                .satisfies(event -> assertThat(event.message()).isEqualTo(message));
    }

    @Test
    void a_job_that_cannot_be_read_says_which_field_is_wrong() {
        var job =
                new Resource<FlinkJobSpec, FlinkJobStatus>(
                        Specs.meta("demo-job"), null, "spec.x: wrong", FlinkJobStatus.NONE);
        var step = step(job, Refusals.NONE);
        assertThat(step.status().conditions().getFirst().message())
                .isEqualTo(message(JobReason.MALFORMED, "spec.x: wrong"));
        assertThat(step.actions()).isEmpty();
    }

    @Test
    @Tag("C1.10")
    void nothing_is_told_of_a_new_job_before_it_has_its_finalizer() {
        var job = new Resource<>(Specs.meta("demo-job"), Specs.job(), "", FlinkJobStatus.NONE);
        var first = step(job, Refusals.NONE);
        assertThat(first.status()).isEqualTo(FlinkJobStatus.NONE);
        assertThat(first.told()).isEmpty();
        assertThat(first.actions()).singleElement().isInstanceOf(Action.AddFinalizer.class);

        var second = step(job, Specs.refusal("AddFinalizer FlinkJob/demo-job", "no", NOW));
        assertThat(second.actions()).isEqualTo(first.actions());
        assertThat(second.status().conditions().getFirst().message())
                .isEqualTo(JobReason.INITIALISING.message("no"));
    }

    private static Step<FlinkJobStatus> step(
            Resource<FlinkJobSpec, FlinkJobStatus> job, Refusals refusals) {
        var observed =
                new JobObserved(job, RestartsTest.link(), new BootstrapView.None(), refusals);
        return JobMachine.step(observed, NOW);
    }

    private static String message(JobReason reason, String detail) {
        return requireNonNull(MESSAGES.get(reason.camelCase()))
                .replace(ReasonsTable.DETAIL, detail);
    }

    private static JobReading reading(FlinkJobSpec spec, FlinkJobStatus status) {
        return new JobReading(
                new JobObserved(
                        new Resource<>(Specs.meta("demo-job"), spec, "", status),
                        RestartsTest.link(),
                        new BootstrapView.None(),
                        Refusals.NONE),
                NOW);
    }
}
