package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FlinkPollerSilenceTest extends PollerFixture {
    @Test
    @Tag("C1.4")
    void silence_leaves_the_last_answers_and_is_counted() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        awaitAnswer();
        fake.misbehave("GET /overview", new Misbehaviour.Dropped(), 1000);
        var silent = await(view -> view.failures() >= 2);

        assertThat(silent.jobs()).containsKey(JOB);
        assertThat(silent.unreachableSince()).isNotNull();
        assertThat(silent.reachableSince()).isNull();
        assertThat(silent.answersFor("uid/1")).isFalse();
        assertThat(silent.problem()).startsWith("GET /overview got no whole answer");

        fake.behave();
        var again = await(view -> view.unreachableSince() == null);
        assertThat(again.failures()).isZero();
        assertThat(again.reachableSince()).isEqualTo(again.askedAt());
    }

    @Test
    void no_job_manager_is_silence_too() {
        target = Optional.empty();
        poller = poller(OFTEN);

        assertThat(await(view -> view.failures() > 0).problem())
                .isEqualTo("there is no JobManager");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    @Tag("H9.poll")
    @Tag("C1.4")
    void an_answer_counts_only_when_the_pod_is_still_the_same() {
        live = "uid/2";
        poller = poller(OFTEN);
        var view = await(it -> it.failures() > 0);

        assertThat(view.askedAt()).isNull();
        assertThat(view.problem()).isEqualTo("the JobManager was replaced while it was asked");

        target = Optional.of(fake.target("jm-0", "uid/2"));
        assertThat(await(it -> it.askedAt() != null).answersFor("uid/2")).isTrue();
    }

    @Test
    void a_process_that_was_replaced_in_place_is_noticed_before_kubernetes_says_so() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        awaitAnswer();
        fake.restart();
        var view = await(it -> it.failures() > 0);
        assertThat(view.problem()).contains("process was replaced");
        assertThat(view.jobs()).containsKey(JOB);

        live = "uid/2";
        target = Optional.of(fake.target("jm-0", "uid/2"));
        assertThat(await(it -> it.answersFor("uid/2")).jobs()).isEmpty();
    }

    @Test
    void a_process_that_answers_for_its_successor_is_not_taken_for_it() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        awaitAnswer();
        live = "uid-2/1";
        target = Optional.of(fake.target("jm-0", "uid-2/1"));
        var view = await(it -> it.problem().contains("former"));
        assertThat(view.answersFor("uid-2/1")).isFalse();

        fake.restart();
        assertThat(await(it -> it.answersFor("uid-2/1")).jobs()).isEmpty();
    }

    @Test
    @Tag("C1.6")
    @Tag("H9.poll")
    void a_process_that_kubernetes_never_tells_of_becomes_an_incarnation_of_its_own() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        awaitAnswer();
        fake.restart();
        await(it -> it.failures() > 1);
        assertThat(poller.view().jobs()).containsKey(JOB);
        seconds.addAndGet(Tuning.RESTART_TOLD.toSeconds());
        var view = await(it -> it.unreachableSince() == null && !it.jobs().containsKey(JOB));

        assertThat(view.answersFor("uid/1")).isFalse();
        assertThat(view.answersFor(view.processIn("uid/1"))).isTrue();
        assertThat(view.incarnation()).isEqualTo(FlinkView.successor("uid/1", view.process()));

        live = "uid/2";
        target = Optional.of(fake.target("jm-0", "uid/2"));
        assertThat(await(it -> it.answersFor("uid/2")).process()).isEqualTo(view.process());
    }

    @Test
    void a_lost_jobs_checkpoint_stays_known_under_the_next_process() {
        fake.addJob(JOB).completeCheckpoint("file:/cp");
        poller = poller(OFTEN);
        poller.ask(job(JOB));
        await(view -> view.checkpoints().containsKey(JOB));
        fake.restart();
        live = "uid/2";
        target = Optional.of(fake.target("jm-0", "uid/2"));
        var view = await(it -> it.answersFor("uid/2"));

        assertThat(view.jobs()).isEmpty();
        assertThat(requireNonNull(view.checkpoints().get(JOB)).checkpoint()).isNotNull();
    }

    @Test
    @Tag("C1.7")
    @Tag("H9.poll")
    void one_jobs_hung_details_do_not_hide_its_siblings() {
        fake.addJob(JOB);
        fake.addJob(OTHER);
        fake.misbehave(JOB + "/checkpoints", new Misbehaviour.Mute(), 1000);
        poller = poller(OFTEN);
        poller.ask(job(JOB, OTHER));
        var view = await(it -> it.checkpoints().containsKey(OTHER));

        assertThat(view.checkpoints()).doesNotContainKey(JOB);
        assertThat(view.jobs()).containsKeys(JOB, OTHER);
        assertThat(view.unreachableSince()).isNull();
    }

    @Test
    void a_failing_confirmation_makes_the_answer_unknown() {
        target = Optional.of(fake.target("another", "uid/1"));
        poller = poller(OFTEN);

        var view = await(it -> it.failures() > 0);

        assertThat(view.askedAt()).isNull();
        assertThat(view.problem()).isEqualTo("the API server does not answer");
    }

    @Test
    void a_closed_poller_ends_at_once_and_keeps_its_view() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        awaitAnswer();
        fake.misbehave("GET /overview", new Misbehaviour.Mute(), 1);
        int asked = fake.requests().size();
        await(_ -> fake.requests().size() > asked);
        long begin = System.nanoTime();
        poller.close();
        poller.join();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
        assertThat(poller.view().failures()).isZero();
        assertThat(poller.view().jobs()).containsKey(JOB);
    }

    @Test
    void whoever_fails_to_hear_the_news_does_not_end_the_asking() {
        deaf = true;
        poller = poller(OFTEN);
        awaitAnswer();
        poller.wake();
        awaitAnswer();

        assertThat(news).hasPositiveValue();
    }
}
