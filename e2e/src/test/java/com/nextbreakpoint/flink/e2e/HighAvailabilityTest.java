package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * With Flink's own high availability a job outlives its JobManager, and the toolbox takes it as it
 * is.
 */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class HighAvailabilityTest {
    private static final Duration RECOVERY = Duration.ofMinutes(2);
    private final Scene scene;

    HighAvailabilityTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.any().map(setting -> new Scene("ha", setting));
    }

    /** Flink elects its leader and keeps its pointers in ConfigMaps, which the pods may edit. */
    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        var inNamespace = "-n " + Toolbox.NAMESPACE + " ";
        TestCluster.kubectl(inNamespace + "create serviceaccount " + scene.name);
        TestCluster.kubectl(
                inNamespace
                        + "create rolebinding %s --clusterrole=edit --serviceaccount=%s:%s"
                                .formatted(scene.name, Toolbox.NAMESPACE, scene.name));
        scene.start(
                spec -> {
                    for (var role : new String[] {"/jobManager", "/taskManager"}) {
                        spec.withObject(role).put("serviceAccount", scene.name);
                    }
                    FlinkProperties.give(spec, scene.name, properties(scene.name));
                });
    }

    private static String properties(String name) {
        return FlinkProperties.quick()
                + """
                high-availability.type: kubernetes
                high-availability.storageDir: s3p://nextbreakpoint-demo/e2e/ha
                high-availability.kubernetes.leader-election.lease-duration: 5 s
                high-availability.kubernetes.leader-election.renew-deadline: 4 s
                high-availability.kubernetes.leader-election.retry-period: 1 s
                kubernetes.namespace: %s
                kubernetes.cluster-id: %s
                """
                        .formatted(Toolbox.NAMESPACE, name);
    }

    @AfterParameterizedClassInvocation
    static void end(Scene scene) {
        scene.close();
        TestCluster.kubectl(
                "-n %s delete configmap -l configmap-type=high-availability"
                        .formatted(Toolbox.NAMESPACE));
    }

    @Test
    void a_job_outlives_a_deleted_job_manager() {
        outlives("deleted", pod -> Toolbox.CLIENT.resource(pod).delete());
    }

    @Test
    void a_job_outlives_a_killed_job_manager() {
        outlives("killed", Processes::kill);
    }

    @Test
    void a_job_outlives_a_frozen_job_manager() {
        outlives("frozen", Processes::freeze);
    }

    private void outlives(String name, Consumer<Pod> fault) {
        var job = scene.createCounting(name).awaitRunning();
        var id = job.id();
        try (var _ = new Witness(scene)) {
            job.awaitBeyond(100);
            var before = job.committed().last;
            fault.accept(scene.pods("jobmanager").getFirst());
            scene.cluster.awaitMessage("Ready", RECOVERY, "False");
            scene.cluster.awaitCondition("Ready", RECOVERY);
            job.awaitRunning(RECOVERY);
            job.awaitBeyond(before + 200);
        }
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.id()).isEqualTo(id);
        job.finish();
    }
}
