package com.nextbreakpoint.flink.e2e.crash;

import static com.nextbreakpoint.flink.core.Kind.FlinkCluster;
import static com.nextbreakpoint.flink.core.Kind.FlinkJob;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import com.nextbreakpoint.flink.kube.Tools;
import com.nextbreakpoint.flink.kube.WorkQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More clusters hang than a queue has places, and eight others are to notice nothing. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    private static final int ROUNDS = 8;
    private static final int HANGING = WorkQueue.CONCURRENCY + 8;
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Lives<String> lives = new Lives<>(1);

    @AfterAll
    void end() {
        lives.close();
    }

    @Test
    void clusters_that_hang_do_not_slow_down_the_others() throws InterruptedException {
        lives.begin("isolation", Tools.Oversight.NONE, IsolationTest::compare);
        lives.join("isolation");
    }

    private static void compare(Scene scene) {
        var healthy = lives(scene, "healthy", 8);
        all(healthy.stream().map(life -> task(life::start)).toList());
        var unused = measure(healthy, 2);
        var alone = measure(healthy, ROUNDS);
        var hanging = lives(scene, "hanging", HANGING);
        all(hanging.stream().map(life -> task(life::start)).toList());
        hanging.forEach(life -> life.flink().misbehave(".*", new Misbehaviour.Mute()));
        hanging.forEach(life -> life.edit("two"));
        scene.await("all hang", () -> hanging.stream().allMatch(IsolationTest::isGivenUp));
        var together = measure(healthy, 2 * ROUNDS);
        hanging.forEach(life -> Trouble.cure(life.flink()));
        all(hanging.stream().map(life -> task(life::delete)).toList());
        // Before and after, so that other work of this machine decides nothing.
        alone.addAll(measure(healthy, ROUNDS));
        System.out.printf(
                "p95 from edit to effect: %d ms alone, %d ms beside %d that hang; median %d and %d"
                        + " ms%n",
                at(alone, 0.95), at(together, 0.95), HANGING, at(alone, 0.5), at(together, 0.5));
        assertThat((double) at(together, 0.95)).isLessThanOrEqualTo(1.2 * at(alone, 0.95));
    }

    private static List<Life> lives(Scene scene, String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Life(scene, name + i)).toList();
    }

    private static boolean isGivenUp(Life life) {
        return life.scene()
                .at(FlinkCluster, life.name(), "/status/clusterHealth")
                .equals("UNHEALTHY");
    }

    /** The times in ms. */
    private static List<Long> measure(List<Life> healthy, int rounds) {
        var times = new ArrayList<Long>();
        for (int i = 0; i < rounds; i++) {
            times.addAll(
                    all(
                            healthy.stream()
                                    .<Callable<Long>>map(life -> () -> savepoint(life))
                                    .toList()));
        }
        return times;
    }

    /** How long it takes from the user's edit until Flink is asked. */
    private static long savepoint(Life life) {
        var before = savepoints(life);
        var begun = System.nanoTime();
        life.scene().request(FlinkJob, life.job(), "TRIGGER_SAVEPOINT");
        var end = Instant.now().plus(WAIT);
        while (savepoints(life) == before && Instant.now().isBefore(end)) {
            Scene.pause(2);
        }
        var took = (System.nanoTime() - begun) / 1_000_000;
        life.scene()
                .await(
                        "the savepoint is noted",
                        () ->
                                savepoints(life) == before + 1
                                        && life.scene()
                                                .at(
                                                        FlinkJob,
                                                        life.job(),
                                                        "/status/savepointTriggerId")
                                                .isEmpty()
                                        && life.scene()
                                                .at(
                                                        FlinkJob,
                                                        life.job(),
                                                        "/status/restorePoint/path")
                                                .equals(newest(life)));
        return took;
    }

    private static String newest(Life life) {
        return String.valueOf(life.flink().live().getFirst().newestState());
    }

    private static long savepoints(Life life) {
        return life.flink().begun().stream().filter(one -> one.startsWith("savepoints")).count();
    }

    private static long at(List<Long> times, double share) {
        var sorted = times.stream().sorted().toList();
        return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
    }

    private static Callable<Boolean> task(Runnable work) {
        return () -> {
            work.run();
            return true;
        };
    }

    /** At the same time. */
    private static <T> List<T> all(List<Callable<T>> tasks) {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            return executor.invokeAll(tasks).stream().flatMap(IsolationTest::result).toList();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static <T> Stream<T> result(Future<T> future) {
        try {
            return Stream.of(future.get());
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }
}
