package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits of a running job: what has to restart goes through a savepoint, the rest just applies. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class ChangesTest {
    private static final Duration RESCALED = Duration.ofMinutes(1);

    private final Scene scene;

    ChangesTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("changes", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        scene.start();
    }

    @Test
    void changed_arguments_restart_the_job_through_a_savepoint() {
        var job = scene.createCounting("arguments").awaitRunning();
        restartsThroughSavepoint(job, () -> job.throttle(5));
        job.finish();
    }

    @Test
    void a_changed_image_restarts_the_job_through_a_savepoint() {
        var job = scene.createCounting("image").awaitRunning();
        restartsThroughSavepoint(
                job,
                () ->
                        job.resource()
                                .edit(
                                        spec ->
                                                spec.withObject("/bootstrap")
                                                        .put(
                                                                "image",
                                                                Yaml.sameImage(
                                                                        spec.path("bootstrap")))));
        job.finish();
    }

    @Test
    void a_changed_parallelism_restarts_the_job_and_task_managers_follow() {
        var job = scene.createCounting("scaled").awaitRunning();
        restartsThroughSavepoint(job, () -> job.scale(2));
        assertThat(job.resource().at("/status/jobParallelism")).isEqualTo("2");
        assertThat(scene.pods("taskmanager")).hasSize(2);
        restartsThroughSavepoint(job, () -> job.scale(1));
        Await.until(
                "the surplus TaskManager is gone",
                RESCALED,
                () -> scene.pods("taskmanager").size() == 1);
        assertThat(scene.cluster.at("/spec/taskManagers")).isEqualTo("1");
        job.finish();
    }

    @Test
    void changed_savepoint_and_restart_sections_apply_without_a_restart() {
        var job = scene.createCounting("sections").awaitRunning();
        job.resource()
                .edit(
                        spec -> {
                            spec.withObject("/savepoint").put("savepointInterval", 3);
                            spec.withObject("/restart").put("restartPolicy", "Never");
                        });
        Await.until(
                "a periodic savepoint",
                Toolbox.MINUTE,
                () -> job.resource().at("/status/savepoints/0/trigger").equals("Periodic"));
        job.resource().await("/status/restartPolicy", "Never", Toolbox.MINUTE);
        assertThat(job.attempt()).isEqualTo(1);
        job.finish();
    }

    private static void restartsThroughSavepoint(Job job, Runnable change) {
        var attempt = job.attempt();
        var before = job.committed().last;
        job.awaitBeyond(before + 50);
        change.run();
        job.awaitAttemptAfter(attempt, Job.START);
        assertThat(job.attempt()).isEqualTo(attempt + 1);
        assertThat(job.resource().at("/status/savepoints/0/trigger")).isEqualTo("Stop");
        job.requireRestoredFrom(job.resource().at("/status/savepoints/0/path"));
        job.awaitBeyond(before + 150);
    }
}
