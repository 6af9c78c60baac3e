package com.nextbreakpoint.flink.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server spoils every other request of the operator, and for some seconds every one. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock(value = "kube-apiserver", mode = ResourceAccessMode.READ)
class MisbehavingKubernetesTest {
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    /** The probe's patience, the grace period, and how long a lost TaskManager may go on. */
    private static final Duration NODE_GIVEN_UP = Duration.ofMinutes(4);

    /** 150 s, and what an upgrade takes; the client by itself waits 5 to 10 minutes. */
    private static final Duration SILENCE_NOTICED = Duration.ofMinutes(4);

    /** Of one cluster with one job in an outage; a loop without a pause makes thousands. */
    private static final int MOST_REQUESTS = 150;

    /** Seven kinds, each listed and watched anew after 0.2 s at the earliest. */
    private static final int MOST_WHEN_GONE = 350;

    private static final Fault.Instead INVALID =
            new Fault.Instead(422, "Invalid", "the definition is older than the program");

    private final Lives<String> lives = new Lives<>(12);
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();

    /** Kubernetes' way to misbehave with the requests that it concerns. */
    record Trouble(
            String name, Function<HttpHead, Boolean> concerns, Fault fault, int mostRequests) {
        Trouble(String name, Function<HttpHead, Boolean> concerns, Fault fault) {
            this(name, concerns, fault, MOST_REQUESTS);
        }

        /** Every request that it concerns, with this probability. */
        Function<HttpHead, Fault> at(double share) {
            var random = new Random(7);
            return head -> {
                if (concerns.apply(head) && random.nextDouble() < share) return fault;
                // A watch that lasts would be asked for once, and hardly ever be spoiled.
                return head.isWatch() ? new Fault.Cut(Duration.ofSeconds(1)) : Fault.NONE;
            };
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Trouble> troubles() {
        return Stream.of(
                new Trouble(
                        "409 on statuses",
                        head -> head.method().equals("PUT") && head.path().contains("/status"),
                        new Fault.Instead(409, "Conflict", "the object has been modified")),
                new Trouble(
                        "429",
                        head -> !head.isWatch(),
                        new Fault.Instead(429, "TooManyRequests", "too many requests")),
                new Trouble(
                        "500",
                        head -> !head.isWatch(),
                        new Fault.Instead(500, "InternalError", "etcd is away")),
                new Trouble("slow", head -> true, new Fault.Slow(Duration.ofMillis(700))),
                new Trouble("resets", head -> true, new Fault.Reset()),
                new Trouble("lost answers", head -> !head.isWatch(), new Fault.Lost()),
                new Trouble("410 Gone", HttpHead::isWatch, new Fault.Gone(), MOST_WHEN_GONE),
                new Trouble(
                        "watches cut", HttpHead::isWatch, new Fault.Cut(Duration.ofMillis(400))));
    }

    @BeforeAll
    void begin() {
        troubles()
                .forEach(
                        trouble ->
                                lives.begin(
                                        trouble.name(),
                                        trouble.at(0.5),
                                        (scene, proxy) ->
                                                live(new Life(scene, "k"), proxy, trouble)));
        lives.begin(
                "status refused",
                head -> isStatusOf("k-other", head) ? INVALID : Fault.NONE,
                (scene, proxy) -> goOnBesideARefusedStatus(new Life(scene, "k")));
        lives.begin("node lost", Tools.Oversight.NONE, scene -> loseNode(new Life(scene, "k")));
        lives.begin(
                "silence",
                head -> Fault.NONE,
                (scene, proxy) -> fallSilent(new Life(scene, "k"), proxy));
    }

    @AfterAll
    void end() {
        lives.close();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void a_life_comes_out_right_in_spite_of(Trouble trouble) throws InterruptedException {
        lives.join(trouble.name());
        var count = counts.getOrDefault(trouble.name(), -1);
        System.out.printf("%s: %d requests in %s%n", trouble, count, OUTAGE);
        assertThat(count).isBetween(0, trouble.mostRequests());
    }

    @Test
    void a_job_goes_on_elsewhere_when_its_node_is_lost() throws InterruptedException {
        lives.join("node lost");
    }

    @Test
    void watches_that_fall_silent_are_made_again() throws InterruptedException {
        lives.join("silence");
    }

    @Test
    void a_status_that_is_refused_holds_up_its_object_alone() throws InterruptedException {
        lives.join("status refused");
    }

    private static boolean isStatusOf(String job, HttpHead head) {
        return !head.method().equals("GET") && head.path().contains("/" + job + "/status");
    }

    private static void goOnBesideARefusedStatus(Life life) {
        var scene = life.scene();
        life.start();
        scene.create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkJob
                metadata: {name: k-other}
                spec:
                  jobParallelism: 1
                  bootstrap: {image: "jobs:1", className: Main, jarPath: /j.jar, serviceAccount: default}
                  savepoint: {savepointInterval: 0, savepointTargetPath: "s3://flink/savepoints"}
                  restart: {restartPolicy: Always, restartDelay: 1, restartTimeout: 120}
                """);
        scene.await("the refusal is told", () -> isTold(scene, "k-other"));
        life.edit("two");
        scene.await(
                "its sibling runs as it was edited",
                () ->
                        life.flink().live().stream()
                                .anyMatch(job -> job.arguments().equals(List.of("two"))));
        assertThat(scene.at(Kind.FlinkJob, "k-other", "/status/supervisorStatus")).isEmpty();
        life.ledger();
    }

    private static boolean isTold(Scene scene, String job) {
        return scene.user().v1().events().inNamespace(scene.namespace()).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getName().equals(job))
                .anyMatch(
                        event ->
                                event.getReason().equals("StatusRefused")
                                        && event.getMessage().endsWith(INVALID.message()));
    }

    private static void fallSilent(Life life, Proxy proxy) {
        life.start();
        proxy.silence();
        life.edit("two");
        life.awaitRunning("two", 1, SILENCE_NOTICED);
    }

    private static void loseNode(Life life) {
        life.start();
        life.flink().misbehave(".*", new Misbehaviour.Mute());
        var kubelet = life.scene().kubelet();
        var before = kubelet.pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
        kubelet.loseNode(life.name());
        life.scene()
                .await(
                        "the pods of the lost node are given up",
                        NODE_GIVEN_UP,
                        () ->
                                kubelet.pods().stream()
                                        .noneMatch(
                                                pod ->
                                                        before.contains(
                                                                pod.getMetadata().getUid())));
        life.flink().behave();
        life.awaitRunning("one", 1);
    }

    private void live(Life life, Proxy proxy, Trouble trouble) {
        life.start();
        life.upgrade();
        proxy.spoil(trouble.at(1));
        life.edit("three");
        var before = proxy.requests();
        Scene.pause(OUTAGE.toMillis());
        counts.put(trouble.name(), proxy.requests() - before);
        proxy.spoil(trouble.at(0.5));
        life.awaitRunning("three", 1);
        life.stop();
        assertThat(proxy.spoiled()).as("spoiled requests").isGreaterThan(10);
    }
}
