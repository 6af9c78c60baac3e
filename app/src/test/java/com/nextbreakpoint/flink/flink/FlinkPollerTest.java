package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlinkPollerTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final String OTHER = "1123456789abcdef0123456789abcdef";
    private static final String TRIGGER = "fedcba9876543210fedcba9876543210";
    private static final Duration OFTEN = Duration.ofMillis(50);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final FakeFlink fake = FakeFlink.start(FlinkVersion.V2_3);
    private final FlinkClient flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
    private final AtomicLong seconds = new AtomicLong(1_000);
    private final AtomicInteger news = new AtomicInteger();
    private volatile Optional<Target> target = Optional.empty();
    private volatile String live = "uid/1";
    private volatile boolean deaf;
    private FlinkPoller poller = poller(NEVER);

    @BeforeEach
    void forget_the_idle_poller() {
        poller.close();
        news.set(0);
        target = Optional.of(fake.target("jm-0", "uid/1"));
    }

    @AfterEach
    void stop() {
        poller.close();
        fake.close();
    }

    private FlinkPoller poller(Duration interval) {
        return new FlinkPoller(
                "demo",
                new Pace(interval, Duration.ofMillis(20)),
                () -> Instant.ofEpochSecond(seconds.incrementAndGet()),
                () -> target,
                pod -> {
                    if (!pod.equals("jm-0")) {
                        throw new IllegalStateException("the API server does not answer");
                    }
                    return live;
                },
                this::hear);
    }

    private void hear() {
        news.incrementAndGet();
        if (deaf) {
            throw new IllegalStateException("the test does not listen");
        }
    }

    private FlinkView await(Predicate<FlinkView> condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(poller.view())) {
            assertThat(System.nanoTime()).as("still %s", poller.view()).isLessThan(end);
            Thread.onSpinWait();
        }
        return poller.view();
    }

    private FlinkView awaitAnswer() {
        var last = poller.view().askedAt();
        return await(view -> view.askedAt() != null && !view.askedAt().equals(last));
    }

    /** The first answer is always news; it is reported after the view has changed. */
    private int awaitNews() {
        await(_ -> news.get() > 0);
        return news.get();
    }

    private static Questions job(String... ids) {
        return new Questions(Set.of(ids), Map.of());
    }

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
        int heard = awaitNews();
        var second = awaitAnswer();

        assertThat(second.askedAt()).isAfter(first.askedAt());
        assertThat(second.reachableSince()).isEqualTo(first.reachableSince());
        assertThat(news).hasValue(heard);
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
    void a_trigger_is_followed_to_its_end_and_then_left_alone() {
        fake.addJob(JOB);
        fake.holdSavepoints(true);
        poller = poller(OFTEN);
        poller.ask(new Questions(Set.of(), Map.of(TRIGGER, JOB)));
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
        poller.ask(new Questions(Set.of(), Map.of(TRIGGER, JOB)));
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

    private static boolean isSettled(FlinkView.@Nullable Checkpoints checkpoints) {
        return checkpoints != null && checkpoints.settled();
    }

    @Test
    void the_root_cause_of_a_failed_job_is_told() {
        fake.addJob(JOB).fail("java.lang.IllegalStateException: disk full");
        poller = poller(OFTEN);
        poller.ask(job(JOB));
        var view = await(it -> !requireJob(it).rootCause().isEmpty());

        assertThat(requireJob(view).rootCause()).isEqualTo("IllegalStateException: disk full");
    }

    private static FlinkJobView requireJob(FlinkView view) {
        var job = view.jobs().get(JOB);
        return job == null
                ? new FlinkJobView(JOB, "", new FlinkJobView.Tasks(0, 0, 0, 0, 0, 0), "", null)
                : job;
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

    @Test
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
