package com.nextbreakpoint.flink.flink;

import static com.nextbreakpoint.flink.core.FlinkWords.DUPLICATE_ID;
import static com.nextbreakpoint.flink.core.FlinkWords.IN_MEMORY;
import static com.nextbreakpoint.flink.core.FlinkWords.JAR_FORGOTTEN;
import static com.nextbreakpoint.flink.core.FlinkWords.JAR_GONE;
import static com.nextbreakpoint.flink.core.FlinkWords.NOTHING_TO_RESTORE;
import static com.nextbreakpoint.flink.core.FlinkWords.NO_PATH;
import static com.nextbreakpoint.flink.core.FlinkWords.PROGRAM_UNREADABLE;
import static com.nextbreakpoint.flink.core.FlinkWords.REFLECTION_OFF;
import static com.nextbreakpoint.flink.core.FlinkWords.UNKNOWN_TRIGGER;
import static com.nextbreakpoint.flink.core.FlinkWords.UPLOADS_OFF;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import com.nextbreakpoint.flink.flink.fake.Recorded;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FlinkWordsTest {
    /** What each recorded answer says. */
    private static final Map<String, Set<FlinkWords>> SAID =
            Map.ofEntries(
                    Map.entry("cancel-unknown-job", Set.of()),
                    Map.entry("checkpoints-config-in-memory", Set.of(IN_MEMORY)),
                    Map.entry("checkpoints-in-memory", Set.of(NO_PATH)),
                    Map.entry("delete-unknown-jar", Set.of(JAR_GONE)),
                    Map.entry("exceptions-missing-metadata", Set.of(NOTHING_TO_RESTORE)),
                    Map.entry("exceptions-missing-savepoint", Set.of(NOTHING_TO_RESTORE)),
                    Map.entry("exceptions-none", Set.of()),
                    Map.entry("run-closed-to-reflection", Set.of(REFLECTION_OFF)),
                    Map.entry("run-closed-to-reflection-again", Set.of(REFLECTION_OFF)),
                    Map.entry("run-duplicate-job", Set.of(DUPLICATE_ID)),
                    Map.entry("run-main-throws", Set.of()),
                    Map.entry("run-missing-class", Set.of(PROGRAM_UNREADABLE)),
                    Map.entry("run-missing-metadata", Set.of(NOTHING_TO_RESTORE)),
                    Map.entry("run-missing-savepoint", Set.of(NOTHING_TO_RESTORE)),
                    Map.entry("run-no-jar", Set.of(PROGRAM_UNREADABLE)),
                    Map.entry("run-unknown-jar", Set.of(JAR_FORGOTTEN)),
                    Map.entry("savepoint-unknown-trigger", Set.of(UNKNOWN_TRIGGER)),
                    Map.entry("upload-switched-off", Set.of(UPLOADS_OFF)));

    @ParameterizedTest
    @EnumSource
    void each_recorded_answer_says_what_it_means_and_nothing_else(Recorded flink) {
        var said = new HashMap<String, Set<FlinkWords>>();
        for (var name : flink.names()) {
            var meanings = EnumSet.allOf(FlinkWords.class);
            meanings.removeIf(one -> flink.texts(name).stream().noneMatch(one::isIn));
            said.put(name, meanings);
        }
        assertThat(said).isEqualTo(SAID);
    }

    @Test
    void all_words_are_recorded() {
        assertThat(SAID.values().stream().flatMap(Set::stream)).contains(FlinkWords.values());
    }

    @ParameterizedTest
    @EnumSource
    void the_sentence_of_a_start_that_finds_nothing_keeps_the_words(Recorded flink) {
        for (var name : Set.of("run-missing-savepoint", "run-missing-metadata")) {
            var sentence = RootCause.of(String.join("\n", flink.texts(name)));
            assertThat(NOTHING_TO_RESTORE.isIn(sentence)).as(sentence).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource
    void recorded_answers_are_read_for_what_they_mean(Recorded flink) {
        try (var fake = FakeFlink.start(FlinkVersion.V2_3)) {
            var client = new RestFlinkClient(fake.target(), Duration.ofSeconds(5));
            fake.misbehave("/savepoints/", flink.answer("savepoint-unknown-trigger"));
            fake.misbehave("/checkpoints$", flink.answer("checkpoints-in-memory"));
            fake.misbehave("/checkpoints/config$", flink.answer("checkpoints-config-in-memory"));
            fake.misbehave("DELETE", flink.answer("delete-unknown-jar"));
            fake.misbehave("PATCH", flink.answer("cancel-unknown-job"));

            assertThat(client.trigger("job", "trigger")).isEqualTo(new Trigger.Unknown());
            assertThat(client.checkpoints("job").checkpoint()).isNull();
            assertThat(client.checkpointSettings("job").filed()).isFalse();
            client.deleteJar("jar");
            client.cancel("job");
        }
    }

    @Test
    void words_of_a_job_of_the_users_are_not_flinks() {
        assertThat(NOTHING_TO_RESTORE.isIn("FileNotFoundException: Cannot find rates.csv"))
                .isFalse();
        assertThat(JAR_FORGOTTEN.isIn("IOException: Jar file rules.jar does not exist")).isFalse();
        assertThat(PROGRAM_UNREADABLE.isIn("no entry point class is configured")).isFalse();
    }
}
