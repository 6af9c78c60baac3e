package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** From the creation to RUNNING, and from the deletion to nothing. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("com.nextbreakpoint.flink.e2e.Setting#all")
class LifecycleTest {
    private final Setting setting;

    LifecycleTest(Setting setting) {
        this.setting = setting;
    }

    @Test
    void a_deployment_runs_its_jobs_and_goes_without_a_trace() {
        var scene = new Scene("whole", setting);
        var deployment = new Custom("FlinkDeployment", scene.name);
        var spec = Yaml.JSON.createObjectNode();
        spec.set("cluster", scene.clusterSpec());
        for (var name : new String[] {"one", "two"}) {
            spec.withArray("/jobs")
                    .addObject()
                    .put("name", name)
                    .set("spec", scene.countingSpec(name));
        }
        deployment.create(spec);
        var one = scene.job("one").awaitRunning();
        var two = scene.job("two").awaitRunning();
        deployment.awaitCondition("Ready", Duration.ofSeconds(20));
        assertThat(scene.cluster.at("/status/taskManagers")).isEqualTo("2");
        one.awaitBeyond(0);
        two.awaitBeyond(0);
        assertThat(scene.restarts()).containsOnly(0);
        deployment.delete();
        deployment.awaitGone(Scene.DELETION);
        one.resource().awaitGone(Scene.DELETION);
        scene.cluster.awaitGone(Scene.DELETION);
        scene.awaitNothingLeft();
        one.requireExactlyOnce();
    }

    @Test
    void a_lone_cluster_with_a_lone_job_does_as_well() {
        try (var scene = new Scene("lone", setting).start()) {
            var job = scene.createCounting("count").awaitRunning();
            scene.cluster.awaitCondition("Ready", Duration.ofSeconds(20));
            job.awaitBeyond(0);
            assertThat(scene.restarts()).containsOnly(0);
        }
    }
}
