package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Hashes;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A deployment lives its whole life while the operator is killed at each kind of effect. */
@Tag("flink")
@ExtendWith(Toolbox.class)
class KillsTest {
    /** One stage may be delayed by several kills, each until the lease of the dead has ended. */
    private static final Duration STAGE = Duration.ofMinutes(6);

    private final Scene scene = new Scene("kills", new Setting("2.3.0", false));
    private final Custom deployment = new Custom("FlinkDeployment", scene.name);
    private final Job job = scene.job("count");

    @Test
    void killed_at_each_kind_of_effect_it_loses_nothing_and_does_nothing_twice() {
        var effects =
                Arrays.stream(Action.class.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .toList();
        try (var killer = new Killer(effects)) {
            deployment.create(scene.deploymentSpec(scene.clusterSpec()));
            try (var _ = new Witness(scene)) {
                run();
            }
            deployment.delete();
            deployment.awaitGone(STAGE);
            scene.awaitNothingLeft();
            assertThat(killer.left()).isEmpty();
        }
        job.requireExactlyOnce();
    }

    private void run() {
        ready();
        job.awaitBeyond(100);
        job.resource().request("TRIGGER_SAVEPOINT");
        job.resource().await("/status/savepoints/0/trigger", "Requested", STAGE);
        deployment.edit(
                spec ->
                        ((ObjectNode) spec.at("/jobs/0/spec"))
                                .withArray("/bootstrap/arguments")
                                .add("--throttle")
                                .add("5"));
        job.awaitAttemptAfter(1, STAGE);
        ready();
        for (var parallelism : new int[] {2, 1}) {
            job.scale(parallelism);
            scene.cluster.await("/status/taskManagers", Integer.toString(parallelism), STAGE);
            ready();
        }
        orphan();
        scene.cluster.request("STOP");
        scene.cluster.await("/status/supervisorStatus", "Stopped", STAGE);
        scene.cluster.request("START");
        ready();
        dedicate();
    }

    private void ready() {
        deployment.awaitCondition("Ready", STAGE);
        job.awaitRunning(STAGE);
    }

    /** A job of this cluster's whose FlinkJob is gone without a trace. */
    private void orphan() {
        var ghost = scene.name + "-ghost";
        var id = Hashes.jobId(Toolbox.NAMESPACE, scene.name, ghost, "uid", 1);
        var spec = scene.countingSpec("ghost").path("bootstrap");
        var command =
                Stream.of(
                        "bootstrap run",
                        "--namespace=" + Toolbox.NAMESPACE,
                        "--cluster-name=" + scene.name,
                        "--job-name=" + ghost,
                        "--job-id=" + id,
                        "--jar-path=" + spec.path("jarPath").asText(),
                        "--class-name=" + spec.path("className").asText());
        var arguments =
                spec.path("arguments").valueStream().map(one -> "--argument=" + one.asText());
        TestCluster.kubectl(
                "-n %s run %s --image=%s --restart=Never --attach --rm -- %s"
                        .formatted(
                                Toolbox.NAMESPACE,
                                ghost,
                                spec.path("image").asText(),
                                Stream.concat(command, arguments)
                                        .collect(Collectors.joining(" "))));
        Await.until(
                "the orphan is cancelled",
                STAGE,
                () -> scene.flink("/jobs/" + id).path("state").asText().equals("CANCELED"));
    }

    private void dedicate() {
        var supervisor = Yaml.own("supervisor.yaml").put("image", Yaml.flinkctl());
        deployment.edit(spec -> spec.withObject("/cluster").set("supervisor", supervisor));
        scene.cluster.await("/status/supervision/supervisedBy", "Dedicated", STAGE);
        deployment.edit(spec -> spec.withObject("/cluster").putNull("supervisor"));
        scene.cluster.await("/status/supervision/supervisedBy", "Operator", STAGE);
        ready();
    }
}
