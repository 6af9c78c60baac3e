package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class FlinkPollerTest extends PollerFixture {
    @Test
    void the_view_is_what_flink_says() {
        fake.addJob(JOB);
        fake.setting("heartbeat.timeout", "5000");
        fake.taskManagers(new TaskManager("tm-1", "10.0.0.7", 2, 1));
        poller = poller(NEVER);
        var view = awaitAnswer();

        assertThat(view.answersFor("uid/1")).isTrue();
        assertThat(view.version()).isEqualTo("2.3.0");
        assertThat(view.heartbeatTimeout()).hasSeconds(5);
        assertThat(view.slotsTotal()).isEqualTo(2);
        assertThat(view.slotsFree()).isEqualTo(1);
        assertThat(view.taskManagers()).extracting(TaskManager::id).containsExactly("tm-1");
        assertThat(requireNonNull(view.jobs().get(JOB)).runs()).isTrue();
        assertThat(view.reachableSince()).isEqualTo(view.askedAt());
        assertThat(view.problem()).isEmpty();
    }

    @Test
    void nothing_new_is_no_news_but_a_newer_view() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        var first = awaitAnswer();
        var second = awaitAnswer();
        // A first poll may fail, which is news of its own; by now the first answer was reported,
        // too.
        int heard = news.get();
        awaitAnswer();
        awaitAnswer();

        assertThat(second.askedAt()).isAfter(first.askedAt());
        assertThat(second.reachableSince()).isEqualTo(first.reachableSince());
        assertThat(news).hasValue(heard);
    }

    @Test
    void kubernetes_is_asked_for_a_process_once_and_for_each_absence() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        poller.ask(job(JOB));
        awaitAnswer();
        int known = confirmations.get();
        awaitAnswer();
        awaitAnswer();
        assertThat(confirmations).hasValue(known);
        fake.forget(JOB);
        await(view -> !view.jobs().containsKey(JOB));
        assertThat(confirmations).hasValueGreaterThan(known);
        live = "uid/2";
        poller.ask(job(JOB, OTHER));
        await(view -> view.problem().contains("was replaced while it was asked"));
    }

    @Test
    void a_wake_is_always_reported() {
        poller = poller(NEVER);
        var first = requireNonNull(awaitAnswer().askedAt());
        int heard = awaitNews();
        poller.wake();
        await(_ -> news.get() > heard);

        assertThat(poller.view().askedAfter(first)).isTrue();
    }

    @Test
    void a_new_question_is_asked_at_once() {
        fake.addJob(JOB).completeCheckpoint("file:/cp");
        poller = poller(NEVER);
        awaitAnswer();
        poller.ask(job(JOB));
        var view = await(it -> it.checkpoints().containsKey(JOB));
        var checkpoints = requireNonNull(view.checkpoints().get(JOB));

        assertThat(checkpoints.completed()).isEqualTo(1);
        assertThat(checkpoints.retained()).isTrue();
        assertThat(checkpoints.settled()).isFalse();
        assertThat(requireNonNull(checkpoints.checkpoint()).path()).endsWith("/chk-1");
    }

    @Test
    @Tag("H9.poll")
    void a_glance_is_enough_while_nothing_happens_to_a_job() {
        var job = fake.addJob(JOB);
        poller = poller(new Pace(OFTEN, Duration.ofMillis(20), Duration.ZERO));
        poller.ask(job(JOB));
        await(view -> view.checkpoints().containsKey(JOB));
        awaitGlances();
        var seen = poller.view();
        fake.taskManagers(new TaskManager("tm-1", "10.0.0.7", 2, 1));
        awaitGlances();
        assertThat(poller.view()).isSameAs(seen);
        job.state("RESTARTING");
        await(view -> requireJob(view).state().equals("RESTARTING"));
        assertThat(poller.view().slotsTotal()).isEqualTo(2);
    }

    @Test
    @Tag("H9.poll")
    void who_may_have_to_do_with_what_was_read_reads_each_time() {
        fake.addJob(JOB).completeCheckpoint("file:/cp");
        poller = poller(new Pace(OFTEN, Duration.ofMillis(20), Duration.ZERO));
        poller.ask(new Questions(Set.of(JOB), Map.of(), Set.of(), true));
        for (int i = 0; i < 5; i++) {
            awaitAnswer();
        }

        assertThat(Collections.frequency(fake.requests(), "GET /jobs/" + JOB + "/checkpoints"))
                .isGreaterThanOrEqualTo(4);
    }

    @Test
    @Tag("H9.poll")
    void whoever_wakes_it_gets_a_whole_answer() {
        fake.addJob(JOB);
        poller = poller(new Pace(OFTEN, Duration.ofMillis(20), Duration.ofMillis(200)));
        poller.ask(job(JOB));
        awaitGlances();
        fake.taskManagers(new TaskManager("tm-1", "10.0.0.7", 2, 1));
        poller.wake();

        await(view -> view.slotsTotal() == 2);
    }

    @Test
    @Tag("H9.poll")
    void another_process_in_the_same_container_is_no_glance() {
        fake.addJob(JOB);
        poller = poller(new Pace(OFTEN, Duration.ofMillis(20), Duration.ZERO));
        poller.ask(job(JOB));
        awaitGlances();
        fake.restart();

        await(view -> !view.jobs().containsKey(JOB) || !view.problem().isEmpty());
    }

    /** Three polls of one question each. */
    private void awaitGlances() {
        var glances = Collections.nCopies(3, "GET /jobs/overview");
        int asked = fake.requests().size();
        await(
                _ -> {
                    var all = fake.requests();
                    int size = all.size();
                    return size >= asked + 3 && all.subList(size - 3, size).equals(glances);
                });
    }

    @Test
    void a_trigger_is_followed_to_its_end_and_then_left_alone() {
        fake.addJob(JOB);
        fake.holdSavepoints(true);
        poller = poller(OFTEN);
        poller.ask(new Questions(Set.of(), Map.of(TRIGGER, JOB), Set.of()));
        await(view -> new Trigger.Unknown().equals(view.triggers().get(TRIGGER)));
        flink.triggerSavepoint(JOB, TRIGGER, "file:/sp");
        await(view -> view.triggers().get(TRIGGER) instanceof Trigger.InProgress);
        fake.holdSavepoints(false);
        await(view -> view.triggers().get(TRIGGER) instanceof Trigger.Completed);
        fake.restart();
        target = Optional.of(fake.target("jm-0", "uid/2"));
        live = "uid/2";
        var view = await(it -> it.answersFor("uid/2"));

        assertThat(view.triggers().get(TRIGGER)).isInstanceOf(Trigger.Completed.class);
    }

    @Test
    void an_old_answer_about_a_trigger_is_not_given_again() {
        fake.addJob(JOB);
        poller = poller(OFTEN);
        poller.ask(new Questions(Set.of(), Map.of(TRIGGER, JOB), Set.of()));
        await(view -> view.triggers().containsKey(TRIGGER));
        fake.misbehave("savepoints", new Misbehaviour.Instead(500, "{\"errors\":[\"x\"]}"), 1000);

        assertThat(await(view -> view.triggers().isEmpty()).unreachableSince()).isNull();
    }

    @Test
    void checkpoints_are_settled_a_caches_age_after_the_end() {
        fake.cacheAge(Duration.ofMillis(500));
        var job = fake.addJob(JOB);
        poller = poller(OFTEN);
        poller.ask(job(JOB));
        await(view -> view.checkpoints().containsKey(JOB));
        var last = job.completeCheckpoint("file:/cp");
        job.state("CANCELED");
        var view = await(it -> isSettled(it.checkpoints().get(JOB)));
        var checkpoints = requireNonNull(view.checkpoints().get(JOB));
        assertThat(requireNonNull(checkpoints.checkpoint()).path()).isEqualTo(last);

        int asked = fake.requests().size();
        awaitAnswer();
        assertThat(fake.requests().subList(asked, fake.requests().size()))
                .doesNotContain("GET /jobs/" + JOB + "/checkpoints");
    }

    @Test
    void the_root_cause_of_a_failed_job_is_told() {
        fake.addJob(JOB).fail("java.lang.IllegalStateException: disk full");
        poller = poller(OFTEN);
        poller.ask(job(JOB));
        var view = await(it -> !requireJob(it).rootCause().isEmpty());

        assertThat(requireJob(view).rootCause()).isEqualTo("IllegalStateException: disk full");
    }

    @Test
    void not_running_is_counted_from_its_first_poll() {
        var job = fake.addJob(JOB).tasks("scheduled");
        poller = poller(OFTEN);
        var since = requireJob(awaitAnswer()).notRunningSince();
        assertThat(since).isNotNull();
        assertThat(requireJob(awaitAnswer()).notRunningSince()).isEqualTo(since);

        job.tasks("running");
        assertThat(await(view -> requireJob(view).runs()))
                .matches(view -> requireJob(view).notRunningSince() == null);
    }
}
