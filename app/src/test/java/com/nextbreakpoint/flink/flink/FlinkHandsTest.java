package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlinkHandsTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String TRIGGER = "fedcba9876543210fedcba9876543210";

    private final FakeFlink fake = FakeFlink.start(FlinkVersion.V2_3);
    private final FlinkHands hands = new FlinkHands(Duration.ofSeconds(2));

    @AfterEach
    void stop() {
        fake.close();
    }

    @Test
    void a_savepoint_is_triggered_and_the_job_goes_on() {
        fake.addJob(JOB);
        var savepoint = new Action.TriggerSavepoint(JOB, TRIGGER, "file:/sp");

        assertThat(hands.perform(fake.target(), savepoint)).isEqualTo(Outcome.DONE);
        assertThat(fake.job(JOB).state()).isEqualTo("RUNNING");
        assertThat(fake.begun()).containsExactly("savepoints " + JOB);
    }

    @Test
    void a_stop_whose_answer_was_lost_is_repeated_harmlessly() {
        fake.addJob(JOB);
        fake.misbehave("/stop", new Misbehaviour.Lost(), 1);
        var stop = new Action.StopJob(JOB, TRIGGER, "file:/sp");

        assertThat(hands.perform(fake.target(), stop)).isInstanceOf(Outcome.Failed.class);
        assertThat(hands.perform(fake.target(), stop)).isEqualTo(Outcome.DONE);
        assertThat(fake.begun()).containsExactly("stop " + JOB);
    }

    @Test
    void cancelling_is_done_once_it_is_so() {
        fake.addJob(JOB);
        var cancel = new Action.CancelJob(JOB);

        assertThat(hands.perform(fake.target(), cancel)).isEqualTo(Outcome.DONE);
        assertThat(hands.perform(fake.target(), cancel)).isEqualTo(Outcome.DONE);
        assertThat(fake.job(JOB).state()).isEqualTo("CANCELED");
    }

    @Test
    void what_flink_refuses_comes_with_its_words() {
        fake.misbehave(
                "/stop",
                new Misbehaviour.Instead(400, "{\"errors\":[\"Config key is not set.\"]}"),
                1);

        assertThat(hands.perform(fake.target(), new Action.StopJob(JOB, TRIGGER, "file:/sp")))
                .isEqualTo(new Outcome.Refused("Config key is not set."));
    }

    @Test
    void a_hung_job_manager_costs_no_more_than_the_limit() {
        fake.misbehave("PATCH", new Misbehaviour.Mute(), 1);

        assertThat(hands.perform(fake.target(), new Action.CancelJob(JOB)))
                .isEqualTo(
                        new Outcome.Failed(
                                "PATCH /jobs/" + JOB + " was not answered within 2000 ms"));
    }

    @Test
    void kubernetes_actions_are_not_for_these_hands() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hands.perform(fake.target(), new Action.DeleteService("x")));
    }
}
