package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With Flink's own defaults a lost job goes on from the newest state that is complete in the
 * storage, whatever Flink's statistics said last: each number is committed once.
 *
 * <p>Of each version of Flink one cluster retains one checkpoint, and the other three.
 */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class StateLossTest {
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    /** A job's age, in seconds, in which its JobManager is lost. */
    private static final int[] AGES = {1, 3, 10, 40};

    private static final List<Way> WAYS =
            List.of(
                    new Way("killed", StateLossTest::kill),
                    new Way(
                            "deleted",
                            scene -> Toolbox.CLIENT.resource(scene.jobManager()).delete()),
                    new Way("forced", scene -> Toolbox.force(scene.jobManager())),
                    new Way("with-tm", StateLossTest::killBoth));

    private static final List<Moment> MOMENTS =
            List.of(
                    new Moment("posted", _ -> {}),
                    new Moment("writing", _ -> Await.pause(1500)),
                    new Moment("written", StateLossTest::awaitSavepoint));

    /** How a JobManager is lost. */
    record Way(String name, Consumer<Scene> strike) {}

    /** When a stop with savepoint loses its JobManager; waits for it. */
    record Moment(String name, Consumer<Batch> await) {}

    /**
     * @param supervisorToo whether the process that should notice has been killed before
     */
    record Loss(Way way, int age, boolean supervisorToo) {
        String name() {
            return way.name + "-" + age + (supervisorToo ? "s" : "");
        }
    }

    private final Scene scene;

    StateLossTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("state", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        var retained =
                "execution.checkpointing.num-retained: " + (scene.setting.dedicated() ? 1 : 3);
        scene.start(
                spec -> {
                    FlinkProperties.give(spec, scene.name, FlinkProperties.defaults() + retained);
                    scene.tuning(spec).remove("pollingInterval");
                    spec.withObject("/taskManager").put("taskSlots", 4);
                });
    }

    @AfterParameterizedClassInvocation
    static void end(Scene scene) {
        scene.close();
    }

    @TestFactory
    Stream<DynamicTest> after_a_lost_job_manager_each_number_is_committed_once() {
        return losses().map(loss -> dynamicTest(loss.name(), () -> survives(loss)));
    }

    @TestFactory
    Stream<DynamicTest> after_a_job_manager_lost_in_a_stop_each_number_is_committed_once() {
        return Setting.isAll()
                ? MOMENTS.stream().map(at -> dynamicTest(at.name, () -> survivesInStop(at)))
                : Stream.empty();
    }

    /**
     * The two clusters of a version share the ways and ages. What one version does with its
     * supervisor killed, the other does without.
     */
    private Stream<Loss> losses() {
        var half = scene.setting.dedicated() ? 0 : 1;
        var old = scene.setting.flink().startsWith("1.") ? 1 : 0;
        var all =
                IntStream.range(0, WAYS.size() * AGES.length)
                        .filter(i -> (i / AGES.length + i) % 2 == half)
                        .mapToObj(
                                i ->
                                        new Loss(
                                                WAYS.get(i / AGES.length),
                                                AGES[i % AGES.length],
                                                (i % AGES.length + old) % 2 == 0));
        return Setting.isAll() ? all : all.filter(loss -> loss.age == 3).limit(1);
    }

    private void survives(Loss loss) {
        try (var batch = Batch.start(scene, loss.name())) {
            batch.awaitTasks();
            try (var _ = new Witness(scene)) {
                // The age is what is tested here: there is nothing to wait for.
                Await.pause(loss.age * 1000L);
                if (loss.supervisorToo) {
                    var supervisor = scene.supervisor();
                    Processes.kill(supervisor);
                    // Its container would be started again ever later.
                    Toolbox.force(supervisor);
                }
                loss.way.strike.accept(scene);
                goesOnExactly(batch);
            }
        }
    }

    private void survivesInStop(Moment moment) {
        try (var batch = Batch.startSlow(scene, "stop-" + moment.name)) {
            var job = batch.jobs().getFirst().awaitTasks();
            job.awaitBeyond(0);
            try (var _ = new Witness(scene)) {
                job.throttle(5);
                Await.until(
                        "the stop's savepoint is asked for",
                        RECOVERY,
                        () -> !job.resource().at("/status/supervision/stopTriggerId").isEmpty());
                moment.await.accept(batch);
                kill(scene);
                goesOnExactly(batch);
            }
        }
    }

    private static void goesOnExactly(Batch batch) {
        batch.awaitRestarted(RECOVERY);
        var wrong = Stream.of(batch.badOrigins(), batch.badNumbers());
        assertThat(wrong.flatMap(List::stream)).isEmpty();
    }

    private static void kill(Scene scene) {
        Processes.kill(scene.jobManager());
    }

    private static void killBoth(Scene scene) {
        Processes.kill(scene.pods("taskmanager").getFirst());
        kill(scene);
    }

    private static void awaitSavepoint(Batch batch) {
        Await.until("the stop's savepoint is complete", RECOVERY, batch::hasSavepoint);
    }
}
