package com.nextbreakpoint.flink.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A deployment lives its whole life while the operator crashes before and after each effect of one
 * kind, in every stage.
 */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashPointsTest {
    private static final int AT_A_TIME = 11;

    private static final String BOTH_ACT = "two that both act";

    private final Lives<String> lives = new Lives<>(AT_A_TIME);
    private final Set<String> reached = ConcurrentHashMap.newKeySet();

    /** An action that is added to the machines is a crash point by itself. */
    static Stream<String> effects() {
        return Arrays.stream(Action.class.getPermittedSubclasses()).map(Class::getSimpleName);
    }

    @BeforeAll
    void begin() {
        lives.begin(BOTH_ACT, Tools.Oversight.NONE, CrashPointsTest::liveWithTwo);
        effects()
                .forEach(
                        effect -> {
                            var crashes = new Crashes(effect);
                            lives.begin(effect, crashes, scene -> live(scene, crashes));
                        });
    }

    @AfterAll
    void end() {
        lives.close();
    }

    @ParameterizedTest
    @MethodSource("effects")
    void nothing_is_lost_or_left_or_there_twice_after_crashes_around(String effect)
            throws InterruptedException {
        lives.join(effect);
    }

    /** Each life reaches them all. */
    @Test
    void every_effect_is_reached() throws InterruptedException {
        lives.join(effects().findFirst().orElseThrow());
        assertThat(reached).containsExactlyInAnyOrderElementsOf(effects().toList());
    }

    @Test
    void two_that_both_act_do_nothing_twice() throws InterruptedException {
        lives.join(BOTH_ACT);
    }

    private static void liveWithTwo(Scene scene) {
        try (var _ = scene.another()) {
            new Life(scene, "d").stages().values().forEach(Runnable::run);
        }
    }

    private static void live(Scene scene, Crashes crashes) {
        try {
            for (var stage : new Life(scene, "d").stages().entrySet()) {
                crashes.stage = stage.getKey();
                stage.getValue().run();
            }
            assertThat(crashes.done).as("crashes").isNotEmpty();
        } catch (AssertionError failed) {
            throw new AssertionError(
                    "in stage %s, after %s".formatted(crashes.stage, crashes.done), failed);
        }
    }

    /** The first time right before the effect; when it is made again, right after it. */
    private final class Crashes implements Tools.Oversight {
        private final String type;
        private final Set<String> done = ConcurrentHashMap.newKeySet();
        private volatile String stage = "";

        Crashes(String type) {
            this.type = type;
        }

        @Override
        public Outcome over(Action action, Supplier<Outcome> effect) {
            var name = action.getClass().getSimpleName();
            reached.add(name);
            if (!name.equals(type)) return effect.get();
            crash("before " + action.key());
            var outcome = effect.get();
            crash("after " + action.key());
            return outcome;
        }

        private void crash(String where) {
            if (done.add(stage + ": " + where)) throw new Crash(where);
        }
    }
}
