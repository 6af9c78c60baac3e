package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a user waits for and pays for, as medians of five. {@code make bench} runs it, on a machine
 * that does nothing else.
 */
@Tag("flink")
@ExtendWith(Toolbox.class)
// The idle operator first: it has not worked yet.
@TestMethodOrder(MethodOrderer.MethodName.class)
class BenchTest {
    private static final int ROUNDS = 5;
    private static final Setting EMBEDDED = new Setting("2.3.0", false);
    private static final Setting DEDICATED = new Setting("2.3.0", true);

    private final List<Duration> toPods = new ArrayList<>();
    private final List<Duration> fresh = new ArrayList<>();
    private final List<Duration> warm = new ArrayList<>();
    private final List<Duration> edited = new ArrayList<>();
    private final List<Duration> stopped = new ArrayList<>();

    @Test
    void an_idle_operator_takes_150_megabytes_at_most() {
        var pod = Toolbox.operatorPods().getFirst().getMetadata().getName();
        var line =
                TestCluster.kubectl(
                        "-n %s exec %s -- grep VmRSS /proc/1/status"
                                .formatted(Toolbox.OPERATOR_NAMESPACE, pod));
        var megabytes = Integer.parseInt(line.replaceAll("\\D", "")) / 1024;
        Toolbox.say("idle operator: " + megabytes + " MB resident");
        assertThat(megabytes).isLessThanOrEqualTo(150);
    }

    @Test
    void embedded_pods_within_1_second_and_jobs_within_6_seconds_of_their_slots() {
        for (int round = 0; round < ROUNDS; round++) embedded("pace" + round);
        var pods = median("FlinkDeployment created -> pods created, embedded", toPods);
        var first = median("slots there -> job RUNNING, fresh JobManager", fresh);
        var next = median("START -> job RUNNING, warm JobManager with slots", warm);
        median("edit -> next attempt noted, its savepoint taken", edited);
        median("STOP -> savepoint asked of Flink", stopped);
        assertThat(pods).isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(first).isLessThanOrEqualTo(Duration.ofSeconds(6));
        assertThat(next).isLessThanOrEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void dedicated_pods_within_4_seconds() {
        for (int round = 0; round < ROUNDS; round++) {
            var scene = new Scene("pace" + round, DEDICATED);
            try (var pods = new Sighting<>(podsOf(scene), flinksPods())) {
                toPods.add(Duration.between(create(scene), pods.await(Toolbox.MINUTE)));
            }
            delete(scene);
        }
        assertThat(median("FlinkDeployment created -> pods created, dedicated", toPods))
                .isLessThanOrEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void deployments_list_within_400_milliseconds() throws IOException, InterruptedException {
        var service =
                Toolbox.CLIENT
                        .services()
                        .inNamespace(Toolbox.OPERATOR_NAMESPACE)
                        .withName("flink-operator");
        var times = new ArrayList<Duration>();
        try (var forward = service.portForward(4444)) {
            list(forward.getLocalPort());
            for (int round = 0; round < ROUNDS; round++) times.add(list(forward.getLocalPort()));
        }
        assertThat(median("flinkctl deployments list", times))
                .isLessThanOrEqualTo(Duration.ofMillis(400));
    }

    private static Duration list(int port) throws IOException, InterruptedException {
        var command = TestCluster.PROJECT.resolve("dist/bin/flinkctl").toString();
        var begun = System.nanoTime();
        var process =
                new ProcessBuilder(command, "deployments", "list", "--port=" + port)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).startsWith("{\"status\":\"OK\"");
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private void embedded(String prefix) {
        var scene = new Scene(prefix, EMBEDDED);
        var job = scene.job("count").resource();
        try (var pods = new Sighting<>(podsOf(scene), flinksPods());
                var slots = new Sighting<>(scene.cluster.resource(), has("totalTaskSlots", 1));
                var running = new Sighting<>(job.resource(), has("jobStatus", "RUNNING"))) {
            toPods.add(Duration.between(create(scene), pods.await(Toolbox.MINUTE)));
            fresh.add(Duration.between(slots.await(Toolbox.MINUTE), running.await(Job.START)));
        }
        edited.add(edit(scene.job("count")));
        stopped.add(stop(scene.job("count")));
        try (var running = new Sighting<>(job.resource(), has("jobStatus", "RUNNING"))) {
            var asked = Instant.now();
            job.request("START");
            warm.add(Duration.between(asked, running.await(Job.START)));
        }
        delete(scene);
    }

    /** Until another attempt is noted, which is what its bootstrap then starts. */
    private static Duration edit(Job job) {
        try (var again = new Sighting<>(job.resource().resource(), has("attempt", 2))) {
            var asked = Instant.now();
            edit(new Custom("FlinkDeployment", job.scene().name));
            var took = Duration.between(asked, again.await(Job.START));
            job.resource().await("/status/jobStatus", "RUNNING", Job.START);
            return took;
        }
    }

    private static void edit(Custom deployment) {
        deployment.edit(
                spec ->
                        spec.withArray("/jobs/0/spec/bootstrap/arguments")
                                .add("--throttle")
                                .add("2"));
    }

    /** Until Flink knows of the savepoint of the stop. */
    private static Duration stop(Job job) {
        var asked = Instant.now();
        job.resource().request("STOP");
        while (!isStopKnown(job)) {
            assertThat(asked).isAfter(Instant.now().minus(Job.STOP));
        }
        var took = Duration.between(asked, Instant.now());
        job.awaitStopped();
        return took;
    }

    private static boolean isStopKnown(Job job) {
        var trigger = job.resource().at("/status/supervision/stopTriggerId");
        try {
            return !trigger.isEmpty()
                    && job.scene()
                            .flink("/jobs/" + job.id() + "/savepoints/" + trigger)
                            .has("status");
        } catch (KubernetesClientException unknown) {
            return false;
        }
    }

    private static Instant create(Scene scene) {
        var cluster = scene.clusterSpec();
        scene.tuning(cluster).put("rescaleDelay", 60);
        var spec = scene.deploymentSpec(cluster);
        var created = Instant.now();
        new Custom("FlinkDeployment", scene.name).create(spec);
        return created;
    }

    private static void delete(Scene scene) {
        var deployment = new Custom("FlinkDeployment", scene.name);
        deployment.delete();
        deployment.awaitGone(Scene.DELETION);
        scene.cluster.awaitGone(Scene.DELETION);
        scene.awaitNothingLeft();
    }

    private static Watchable<Pod> podsOf(Scene scene) {
        return Toolbox.CLIENT
                .pods()
                .inNamespace(Toolbox.NAMESPACE)
                .withLabel("clusterName", scene.name);
    }

    /** Becomes true when a JobManager and a TaskManager have been seen. */
    private static Predicate<Pod> flinksPods() {
        var roles = new HashSet<String>();
        return pod -> {
            roles.add(pod.getMetadata().getLabels().get("role"));
            return roles.containsAll(Set.of("jobmanager", "taskmanager"));
        };
    }

    private static Predicate<GenericKubernetesResource> has(String field, Object value) {
        return resource -> value.equals(resource.get("status", field));
    }

    private static Duration median(String what, List<Duration> times) {
        var sorted = times.stream().sorted().toList();
        var median = sorted.get(sorted.size() / 2);
        Toolbox.say("%s: %d ms, of %s".formatted(what, median.toMillis(), sorted));
        return median;
    }
}
