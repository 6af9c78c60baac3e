package com.nextbreakpoint.flink.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Questions ABOUT_JOB = new Questions(Set.of("job"), Map.of(), Set.of());
    private static final Questions ABOUT_TRIGGER =
            new Questions(Set.of(), Map.of("t", "job"), Set.of());
    private static final Questions NOTHING = Questions.NONE;
    private static final Point POINT = new Point(1, "file:/cp/chk-1", Instant.EPOCH);

    private final Pace pace = new Pace(Duration.ofSeconds(5));

    @ParameterizedTest
    @CsvSource({"1, PT1S", "2, PT2S", "3, PT4S", "4, PT8S", "5, PT10S", "5000, PT10S"})
    void silence_is_asked_again_ever_more_slowly_up_to_twice_the_interval(
            int failures, Duration expected) {
        var view = view(Instant.EPOCH, failures, Map.of(), Map.of(), Map.of());

        assertThat(pace.next(view, NOTHING, Duration.ZERO)).isEqualTo(expected);
    }

    @Test
    void a_running_job_is_asked_about_at_the_interval() {
        assertThat(pace.next(running(), ABOUT_JOB, Duration.ZERO)).hasSeconds(5);
    }

    @Test
    void what_is_awaited_is_asked_fast_for_a_minute() {
        var view = view(null, 0, Map.of("job", job("RUNNING", 1)), Map.of(), Map.of());

        assertThat(pace.next(view, ABOUT_JOB, Duration.ofSeconds(59))).hasMillis(500);
        assertThat(pace.next(view, ABOUT_JOB, Duration.ofSeconds(60))).hasSeconds(5);
    }

    @Test
    void a_short_interval_is_never_lengthened() {
        assertThat(new Pace(Duration.ofMillis(100)).next(FlinkView.NONE, ABOUT_JOB, Duration.ZERO))
                .hasMillis(100);
    }

    @ParameterizedTest
    @CsvSource({"PT0.1S, 299", "PT2S, 14", "PT5S, 5", "PT15S, 1", "PT20S, 0", "PT1H, 0"})
    void no_answer_stands_for_the_present_one_longer_than_half_a_minute(
            Duration interval, int glances) {
        assertThat(new Pace(interval).glances()).isEqualTo(glances);
    }

    @Test
    void a_trigger_is_awaited_until_it_ended_or_is_unknown() {
        assertThat(Pace.isPending(running(), ABOUT_TRIGGER)).isTrue();
        assertThat(Pace.isPending(trigger(new Trigger.InProgress()), ABOUT_TRIGGER)).isTrue();
        assertThat(Pace.isPending(trigger(new Trigger.Unknown()), ABOUT_TRIGGER)).isFalse();
        assertThat(Pace.isPending(trigger(new Trigger.Completed("x")), ABOUT_TRIGGER)).isFalse();
        assertThat(Pace.isPending(trigger(new Trigger.Failed("x")), ABOUT_TRIGGER)).isFalse();
    }

    @Test
    void a_job_is_awaited_until_it_is_listed_and_runs() {
        assertThat(Pace.isPending(FlinkView.NONE, ABOUT_JOB)).isTrue();
        assertThat(Pace.isPending(running(), ABOUT_JOB)).isFalse();
    }

    @Test
    void an_ended_job_is_awaited_until_its_checkpoints_are_settled() {
        var ended = Map.of("job", job("CANCELED", 0));

        assertThat(Pace.isPending(view(null, 0, ended, Map.of(), Map.of()), ABOUT_JOB)).isTrue();
        for (var settled : List.of(true, false)) {
            var known = Map.of("job", new Checkpoints(1, POINT, null, true, true, settled));
            assertThat(Pace.isPending(view(null, 0, ended, Map.of(), known), ABOUT_JOB))
                    .isNotEqualTo(settled);
        }
    }

    @Test
    void the_storage_is_awaited_until_it_was_looked_at() {
        var question = new StorageQuestion("start", Set.of("file:/cp"), Set.of(), Set.of());

        assertThat(Pace.isPending(running(), new Questions(Set.of(), Map.of(), Set.of(question))))
                .isTrue();
        assertThat(Pace.isPending(running(), NOTHING)).isFalse();
    }

    @Test
    void another_checkpoint_is_no_news_but_the_first_and_a_savepoint_are() {
        var none = checkpoints(new Checkpoints(0, null, null, true, true, false));
        var first = checkpoints(new Checkpoints(1, POINT, null, true, true, false));
        var second =
                checkpoints(
                        new Checkpoints(
                                2, new Point(2, "x", Instant.EPOCH), null, true, true, false));
        var savepoint = checkpoints(new Checkpoints(2, POINT, POINT, true, true, false));
        var settled = checkpoints(new Checkpoints(2, POINT, POINT, true, true, true));

        assertThat(Pace.isNews(none, first)).isTrue();
        assertThat(Pace.isNews(first, second)).isFalse();
        assertThat(Pace.isNews(second, savepoint)).isTrue();
        assertThat(Pace.isNews(savepoint, settled)).isTrue();
    }

    @Test
    void failures_are_news_up_to_the_third() {
        assertThat(Pace.isNews(failed(1), failed(2))).isTrue();
        assertThat(Pace.isNews(failed(2), failed(3))).isTrue();
        assertThat(Pace.isNews(failed(3), failed(4))).isFalse();
    }

    private static FlinkView failed(int times) {
        return view(Instant.EPOCH, times, Map.of(), Map.of(), Map.of());
    }

    private static FlinkView running() {
        return view(null, 0, Map.of("job", job("RUNNING", 0)), Map.of(), Map.of());
    }

    private static FlinkView trigger(Trigger trigger) {
        return view(null, 0, Map.of(), Map.of("t", trigger), Map.of());
    }

    private static FlinkView checkpoints(Checkpoints known) {
        return view(null, 0, Map.of(), Map.of(), Map.of("job", known));
    }

    private static FlinkJobView job(String state, int scheduled) {
        return new FlinkJobView(
                "job",
                state,
                new FlinkJobView.Tasks(2, scheduled, 0, 0, 2 - scheduled, 0),
                "",
                null);
    }

    private static FlinkView view(
            @Nullable Instant unreachableSince,
            int failures,
            Map<String, FlinkJobView> jobs,
            Map<String, Trigger> triggers,
            Map<String, Checkpoints> checkpoints) {
        var none = FlinkView.NONE;
        return new FlinkView(
                Instant.EPOCH,
                null,
                unreachableSince,
                failures,
                "",
                "uid/1",
                "",
                "2.3.0",
                none.heartbeatTimeout(),
                0,
                0,
                List.of(),
                jobs,
                triggers,
                checkpoints,
                FlinkView.Layout.NONE,
                Map.of());
    }
}
