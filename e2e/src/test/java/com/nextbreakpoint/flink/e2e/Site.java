package com.nextbreakpoint.flink.e2e;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A cluster with its job, on which {@link Deed}s are done. */
record Site(Scene scene, Job job, Journal journal, Chronicle chronicle, Random random) {
    /** So long a job may wait for a hand that isn't there: what passes by itself is no stall. */
    private static final Duration HELPLESS = Duration.ofMinutes(3);

    private static final Duration TAKEN = Duration.ofMinutes(2);

    /** From kill to kill the kubelet waits longer before it starts a container again. */
    private static final int KILLS = 2;

    private static final String REQUEST =
            "/metadata/annotations/operator.nextbreakpoint.com~1requested-action";

    void delete(String role) {
        Toolbox.CLIENT.resource(pod(role)).delete();
    }

    void force(String role) {
        Toolbox.force(pod(role));
    }

    void kill(String role) {
        kill(pod(role));
    }

    void killOperator() {
        kill(living(Toolbox.operatorPods().stream(), "operator"));
    }

    private void kill(Pod pod) {
        try {
            Processes.kill(pod);
        } catch (AssertionError gone) {
            throw new NoSuchElementException(pod.getMetadata().getName() + " has just ended", gone);
        }
        if (pod.getStatus().getContainerStatuses().getFirst().getRestartCount() >= KILLS) {
            journal.say("  it was killed often: its pod is deleted too");
            Toolbox.force(pod);
        }
    }

    /** The JobManager is lost in one of the ways. */
    void loseJobManager() {
        switch (random.nextInt(3)) {
            case 0 -> kill("jobmanager");
            case 1 -> delete("jobmanager");
            default -> force("jobmanager");
        }
    }

    private Pod pod(String role) {
        return living(scene.pods(role).stream(), role);
    }

    private static Pod living(Stream<Pod> pods, String role) {
        return pods.filter(pod -> pod.getMetadata().getDeletionTimestamp() == null)
                .filter(Processes::run)
                .findFirst()
                .orElseThrow(() -> new NoSuchElementException("there is no running " + role));
    }

    void request(String action) {
        request(job.resource(), resource -> resource.request(action));
    }

    void cancel() {
        request(
                job.resource(),
                resource -> resource.request("STOP", Map.of("without-savepoint", "true")));
    }

    void restartCluster() {
        request(scene.cluster, resource -> resource.request("START"));
    }

    /**
     * One request after the other, as a user makes them: a flag of the one before must not get into
     * this one. A job that waits for a hand gets none.
     */
    private void request(Custom resource, Consumer<Custom> request) {
        handsOff();
        require(
                "the request before is taken",
                () -> Set.of("", "NONE").contains(resource.at(REQUEST)));
        accepted("a request", () -> request.accept(resource));
    }

    /** The job counts at another pace, a change of its last argument. */
    void edit() {
        var pace = Integer.toString(6 + random.nextInt(10));
        accepted(
                "an edit",
                () ->
                        job.resource()
                                .edit(
                                        spec ->
                                                setLast(
                                                        spec.withArray("/bootstrap/arguments"),
                                                        pace)));
    }

    private static void setLast(ArrayNode arguments, String value) {
        arguments.set(arguments.size() - 1, value);
    }

    /** Until the job is in this phase, or it is clear that it does not come to it. */
    void phase(String phase) {
        Await.within(
                Duration.ofSeconds(10),
                () -> job.resource().at("/status/supervisorStatus").equals(phase));
    }

    void running() {
        Await.within(Toolbox.MINUTE, () -> job.resource().is("Running"));
    }

    /**
     * As long as the job is Stalled nobody touches anything: it has to come out of it by itself.
     */
    void handsOff() {
        while (!chronicle.stalled().isZero()) {
            if (chronicle.stalled().compareTo(HELPLESS) > 0) {
                throw new AssertionError(
                        "The job waits for a hand: " + job.resource().condition("Stalled"));
            }
            Await.pause(1000);
        }
    }

    /** Up to so long. */
    void pauseUpTo(int seconds) {
        Await.pause(random.nextInt(seconds * 1000 + 1));
    }

    /** The API server may be away. */
    private static void accepted(String what, Runnable write) {
        require(
                "the API server accepts " + what,
                () -> {
                    write.run();
                    return true;
                });
    }

    private static void require(String what, BooleanSupplier holds) {
        if (!Await.within(TAKEN, holds)) throw new AssertionError("This did not come: " + what);
    }
}
