package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView.Layout;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import com.nextbreakpoint.flink.core.StorageQuestion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlinkPollerStorageTest extends PollerFixture {
    private static final StorageQuestion START =
            new StorageQuestion("start", Set.of("file:/cp/" + JOB), Set.of(), Set.of());
    private static final Questions ABOUT_STORAGE = new Questions(Set.of(), Map.of(), Set.of(START));

    @Test
    void what_lies_in_the_storage_is_told_at_once() {
        var path = fake.addJob(JOB).completeCheckpoint("file:/cp");
        fake.restart();
        poller = poller(NEVER);
        awaitAnswer();
        poller.ask(ABOUT_STORAGE);
        var view = await(it -> it.storage().containsKey(START));

        assertThat(requireNonNull(view.storage().get(START)).found().get("file:/cp/" + JOB))
                .extracting(Stored::path)
                .containsExactly(path);
        assertThat(fake.jars()).isZero();
        poller.ask(Questions.NONE);
        poller.wake();
        assertThat(await(it -> it.storage().isEmpty()).unreachableSince()).isNull();
    }

    @Test
    void neither_the_question_nor_what_was_found_waits_for_the_next_poll() {
        poller = poller(new Pace(NEVER, NEVER, Pace.HURRY));
        awaitAnswer();
        poller.ask(ABOUT_STORAGE);

        await(it -> it.storage().containsKey(START));
    }

    @Test
    void a_look_that_hangs_delays_no_poll() {
        fake.misbehave("/run", new Misbehaviour.Mute());
        poller = poller(OFTEN);
        poller.ask(ABOUT_STORAGE);
        await(_ -> fake.requests().stream().anyMatch(request -> request.endsWith("/run")));
        var before = awaitAnswer();
        var after = awaitAnswer();

        assertThat(before.storage()).isEmpty();
        assertThat(after.storage()).isEmpty();
        assertThat(after.unreachableSince()).isNull();
    }

    @Test
    void an_answer_of_another_process_is_dropped() {
        poller = poller(OFTEN);
        poller.ask(ABOUT_STORAGE);
        await(it -> it.storage().containsKey(START));
        fake.misbehave("/run", new Misbehaviour.Mute());
        fake.restart();
        live = "uid/2";
        target = Optional.of(fake.target("jm-0", "uid/2"));

        assertThat(await(it -> it.answersFor("uid/2")).storage()).isEmpty();
    }

    @Test
    void where_checkpoints_go_is_told_by_the_settings() {
        fake.setting("state.checkpoints.dir", "s3://b/cp");
        poller = poller(NEVER);

        assertThat(awaitAnswer().layout()).isEqualTo(new Layout("s3://b/cp", true));
    }
}
