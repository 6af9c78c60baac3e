package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Containers that users put beside Flink's, with names before and after its own. */
@Tag("flink")
@ExtendWith(Toolbox.class)
class SideContainersTest {
    private static final String CALM = "trap 'exit 0' TERM; while :; do sleep 1; done";
    private static final String CRASHING = "sleep 2; exit 3";
    private static final int CRASHES = 2;

    static Stream<Setting> settings() {
        return Setting.any();
    }

    @ParameterizedTest
    @MethodSource("settings")
    void one_that_crashes_is_told_and_no_job_is_restarted_for_it(Setting setting) {
        try (var scene = new Scene("beside", setting)) {
            scene.start(
                    spec -> {
                        addTo(spec.withObject("/jobManager"), setting, "aaa", "zzz");
                        addTo(spec.withObject("/taskManager"), setting, "zzz", "aaa");
                    });
            var job = scene.createCounting("count").awaitRunning();
            scene.cluster.awaitMessage(
                    "Ready", Toolbox.MINUTE, "False", "aaa CrashLoopBackOff: exit code 3");
            Await.until(
                    "one crashed again and again",
                    Toolbox.MINUTE,
                    () -> scene.restarts().stream().anyMatch(count -> count >= CRASHES));
            job.awaitBeyond(job.committed().last + 100);
            assertThat(job.attempt()).isEqualTo(1);
            assertThat(scene.cluster.at("/status/supervisorStatus")).isEqualTo("Started");
            job.finish();
        }
    }

    private static void addTo(ObjectNode pod, Setting setting, String crashing, String calm) {
        pod.withArray("/initContainers")
                .add(container("aaa-first", setting, "true"))
                .add(container("native", setting, CALM).put("restartPolicy", "Always"))
                .add(container("zzz-last", setting, "true"));
        pod.withArray("/sideContainers")
                .add(container(crashing, setting, CRASHING))
                .add(container(calm, setting, CALM));
    }

    private static ObjectNode container(String name, Setting setting, String script) {
        var container = Yaml.JSON.createObjectNode();
        container.put("name", name).put("image", Yaml.image(setting.image()));
        container.putArray("command").add("sh").add("-c").add(script);
        return container;
    }
}
