package com.nextbreakpoint.flink.flink;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.Questions;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is known of checkpoints is never replaced by less. */
class FindingsTest {
    private static final String JOB = "0123456789abcdef0123456789abcdef";
    private static final Questions ABOUT_JOB = new Questions(Set.of(JOB), Map.of(), Set.of());

    private final FakeFlink fake = FakeFlink.start(FlinkVersion.V1_20);
    private final FlinkClient flink = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
    private final Findings findings = new Findings();
    private Map<String, Checkpoints> known = Map.of();

    @BeforeEach
    void add_the_job() {
        fake.addJob(JOB);
    }

    @AfterEach
    void stop() {
        fake.close();
    }

    private static String point(String kind, long id, boolean discarded) {
        return """
        "%s":{"id":%d,"external_path":"file:/cp/chk-%d","latest_ack_timestamp":%d,"discarded":%s}\
        """
                .formatted(kind, id, id, id, discarded);
    }

    /** What is known after Flink has answered with these points. */
    private Checkpoints after(int completed, String... points) {
        var body =
                "{\"counts\":{\"completed\":%d},\"latest\":{%s}}"
                        .formatted(completed, String.join(",", points));
        fake.misbehave("/checkpoints$", new Misbehaviour.Instead(200, body), 1);
        return read();
    }

    private Checkpoints read() {
        ask(ABOUT_JOB, Duration.ofHours(1));
        return requireNonNull(known.get(JOB));
    }

    private void ask(Questions questions, Duration cacheAge) {
        Map<String, FlinkJobView> jobs = findings.jobs(flink.jobs(), Instant.EPOCH);
        var soon = Deadline.after(Duration.ofSeconds(20));
        var unused = findings.triggers(flink, questions, soon);
        known = findings.checkpoints(flink, questions, jobs, known, cacheAge, soon);
    }

    private static Point filed(long id) {
        return new Point(id, "file:/cp/chk-" + id, Instant.ofEpochMilli(id));
    }

    @Test
    void a_discarded_checkpoint_says_that_there_is_a_newer_one_never_that_there_is_none() {
        assertThat(after(91, point("completed", 91, true)).checkpoint()).isEqualTo(filed(91));
        assertThat(after(93, point("completed", 93, false)).checkpoint()).isEqualTo(filed(93));
        assertThat(after(93, point("completed", 93, true)).checkpoint()).isEqualTo(filed(93));
    }

    @Test
    void an_answer_without_points_takes_none_away() {
        after(9, point("completed", 8, false), point("savepoint", 9, false));

        assertThat(after(0)).isEqualTo(new Checkpoints(9, filed(8), filed(9), true, true, false));
    }

    @Test
    void an_older_answer_takes_nothing_back() {
        after(8, point("completed", 8, false), point("savepoint", 5, false));

        assertThat(after(7, point("completed", 7, false), point("savepoint", 6, false)))
                .isEqualTo(new Checkpoints(8, filed(8), filed(6), true, true, false));
    }

    @Test
    void a_job_that_lives_on_under_another_process_keeps_what_is_known() {
        after(8, point("completed", 8, false));
        findings.forgetJobs();

        assertThat(after(0)).isEqualTo(new Checkpoints(8, filed(8), null, true, true, false));
    }

    @Test
    void checkpoints_in_memory_are_not_filed_unless_they_have_a_path() {
        fake.job(JOB).filed(false).completeCheckpoint("file:/cp");
        assertThat(read().filed()).isFalse();

        assertThat(after(2, point("completed", 2, false)).filed()).isTrue();
    }

    @Test
    void of_attempts_that_are_neither_listed_nor_asked_for_nothing_is_left() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            var id = "%032x".formatted(attempt);
            var trigger = "%032x".formatted(attempt << 8);
            fake.addJob(id);
            flink.triggerSavepoint(id, trigger, "file:/sp");
            var questions = new Questions(Set.of(id), Map.of(trigger, id), Set.of());
            ask(questions, Duration.ZERO);
            fake.job(id).state("FAILED");
            ask(questions, Duration.ZERO);
            fake.forget(id);
            ask(questions, Duration.ZERO);
            assertThat(known).containsOnlyKeys(id);
        }
        ask(Questions.NONE, Duration.ZERO);

        assertThat(findings.size()).isZero();
    }
}
