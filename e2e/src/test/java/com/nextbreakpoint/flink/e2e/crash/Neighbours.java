package com.nextbreakpoint.flink.e2e.crash;

import static com.nextbreakpoint.flink.core.Kind.FlinkCluster;
import static com.nextbreakpoint.flink.core.Kind.FlinkJob;

import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
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

/** Clusters that are well beside more of those that hang than a queue has places. */
final class Neighbours {
    static final int HANGING = WorkQueue.CONCURRENCY + 8;
    private static final Duration WAIT = Duration.ofSeconds(60);

    private final Scene scene;
    private final List<Life> healthy;
    private List<Life> hanging = List.of();

    Neighbours(Scene scene, int count) {
        this.scene = scene;
        this.healthy = lives(scene, "healthy", count);
        all(healthy.stream().map(life -> task(life::start)).toList());
    }

    /** They answer nothing any more, and an edit of each waits for their answer. */
    void hang() {
        hanging = lives(scene, "hanging", HANGING);
        all(hanging.stream().map(life -> task(life::start)).toList());
        hanging.forEach(life -> life.flink().misbehave(".*", new Misbehaviour.Mute()));
        hanging.forEach(life -> life.edit("two"));
        scene.await("all hang", () -> hanging.stream().allMatch(Neighbours::isGivenUp));
    }

    void heal() {
        hanging.forEach(life -> Trouble.cure(life.flink()));
        all(hanging.stream().map(life -> task(life::delete)).toList());
    }

    private static List<Life> lives(Scene scene, String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> new Life(scene, name + i)).toList();
    }

    private static boolean isGivenUp(Life life) {
        return life.scene()
                .at(FlinkCluster, life.name(), "/status/clusterHealth")
                .equals("UNHEALTHY");
    }

    /** How long savepoints of those that are well took to be asked for, in ms. */
    List<Long> measure(int rounds) {
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

    static long at(List<Long> times, double share) {
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
            return executor.invokeAll(tasks).stream().flatMap(Neighbours::result).toList();
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
