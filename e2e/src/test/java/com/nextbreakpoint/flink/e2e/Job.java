package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nextbreakpoint.flink.testjobs.Verify;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;

/** A job of a scene. */
record Job(Scene scene, String shortName, Custom resource) {
    static final Duration START = Duration.ofMinutes(2);
    static final Duration STOP = Duration.ofMinutes(1);

    /** Waits until Flink runs the job with all its tasks. */
    Job awaitRunning(Duration limit) {
        resource.await("/status/jobStatus", "RUNNING", limit);
        resource.awaitCondition("Running", limit);
        return this;
    }

    /** Waits until Flink says that all its tasks run: the status tells it later. */
    Job awaitTasks() {
        Await.until(
                "all tasks of " + resource + " run",
                START,
                () -> !id().isEmpty() && tasksRun(),
                () -> resource.at("/status/conditions"));
        return this;
    }

    private boolean tasksRun() {
        var tasks = details().path("vertices");
        return !tasks.isEmpty()
                && tasks.valueStream()
                        .allMatch(task -> task.path("status").asText().equals("RUNNING"));
    }

    Job awaitRunning() {
        return awaitRunning(START);
    }

    /** Waits for an attempt after that one, until it runs. */
    Job awaitAttemptAfter(int attempt, Duration limit) {
        Await.until(
                resource + " begins an attempt after " + attempt,
                limit,
                () -> attempt() > attempt,
                () -> resource.at("/status/attempt"));
        return awaitRunning(limit);
    }

    /** Stops and deletes it, after a look at all that it committed. */
    void finish() {
        stop();
        requireExactlyOnce();
        remove();
    }

    void remove() {
        resource.delete();
        resource.awaitGone(Scene.DELETION);
    }

    void stop() {
        resource.request("STOP");
        awaitStopped();
    }

    /** Stops it without a savepoint. */
    void cancel() {
        resource.request("STOP", Map.of("without-savepoint", "true"));
        awaitStopped();
    }

    void awaitStopped() {
        resource.await("/status/supervisorStatus", "Stopped", STOP);
    }

    /** Has it count with other pauses, in milliseconds: a change of its arguments. */
    void throttle(int pause) {
        resource.edit(
                spec ->
                        spec.withArray("/bootstrap/arguments")
                                .add("--throttle")
                                .add(Integer.toString(pause)));
    }

    /** As kubectl scale does it. */
    void scale(int parallelism) {
        TestCluster.kubectl(
                "-n %s scale fj %s --replicas=%d"
                        .formatted(Toolbox.NAMESPACE, resource.name(), parallelism));
    }

    int attempt() {
        return Integer.parseInt("0" + resource.at("/status/attempt"));
    }

    String id() {
        return resource.at("/status/jobId");
    }

    String savepoint() {
        return resource.at("/status/savepointPath");
    }

    /** What Flink says of the job. */
    JsonNode details() {
        return scene.flink("/jobs/" + id());
    }

    /** The pod that runs its first task. */
    Pod taskManager() {
        var vertex = details().at("/vertices/0/id").asText();
        var one =
                scene.flink("/jobs/%s/vertices/%s/taskmanagers".formatted(id(), vertex))
                        .at("/taskmanagers/0");
        return scene.pods("taskmanager").stream()
                .filter(
                        pod ->
                                pod.getMetadata()
                                        .getName()
                                        .equals(one.at("/taskmanager-id").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no pod runs " + resource + ": " + one));
    }

    /** The numbers that the job has committed so far. */
    Verify committed() {
        return Verify.of(Bucket.contents(scene.folder(shortName)));
    }

    /** Waits until the job has committed numbers beyond that one. */
    void awaitBeyond(long number) {
        Await.until(
                resource + " commits numbers beyond " + number,
                Duration.ofSeconds(30),
                () -> committed().last > number,
                () -> committed().toString());
    }

    /** The last number, when each number up to it was committed once. */
    long requireExactlyOnce() {
        return committed().requireExactlyOnce().last;
    }

    /** Checks what the running attempt began from. */
    void requireRestoredFrom(String path) {
        assertThat(resource.at("/status/restoredFrom/path")).isEqualTo(path);
        assertThat(
                        scene.flink("/jobs/" + id() + "/checkpoints")
                                .at("/latest/restored/external_path")
                                .asText())
                .endsWith(path.replaceFirst("^[a-z0-9]+://", ""));
    }
}
