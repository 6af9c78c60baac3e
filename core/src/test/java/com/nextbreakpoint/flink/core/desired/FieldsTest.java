package com.nextbreakpoint.flink.core.desired;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every field that users can write, changed alone, has exactly the effect of its row. */
class FieldsTest {
    private static final String BASE =
            """
            cluster:
              runtime: {image: flink:1}
              jobManager: {serviceMode: ClusterIP}
              taskManager: {taskSlots: 1}
              supervisor: {image: flinkctl:1}
            job:
              bootstrap: {image: jobs:1, className: demo.Main, jarPath: /jobs.jar}
              savepoint: {savepointTargetPath: s3://bucket/savepoints}
              restart: {}
            """;

    private final Map<String, JsonNode> rows = rows();

    @Test
    void every_field_has_a_row_and_every_row_a_field() {
        var fields =
                Stream.concat(
                        leaves("cluster", FlinkClusterSpec.class),
                        leaves("job", FlinkJobSpec.class));
        assertThat(rows.keySet()).containsExactlyInAnyOrderElementsOf(fields.toList());
    }

    @TestFactory
    Stream<DynamicTest> a_changed_field_has_its_effect_and_no_other() {
        return rows.entrySet().stream()
                .map(
                        row ->
                                DynamicTest.dynamicTest(
                                        row.getKey(), () -> check(row.getKey(), row.getValue())));
    }

    private static void check(String field, JsonNode row) {
        var before = (ObjectNode) Specs.tree(BASE);
        if (row.has("with")) {
            ((ObjectNode) before.get(field.substring(0, field.indexOf('.'))))
                    .setAll((ObjectNode) row.get("with"));
        }
        var after = before.deepCopy();
        var steps = List.of(field.split("\\."));
        var section = after;
        for (var step : steps.subList(0, steps.size() - 1)) {
            section = section.withObjectProperty(step);
        }
        section.set(steps.getLast(), row.get("value"));

        var effect = new TreeMap<String, JsonNode>();
        row.get("effect").properties().forEach(one -> effect.put(one.getKey(), one.getValue()));
        assertThat(Differences.between(all(before), all(after))).isEqualTo(effect);
        assertThat(effect.isEmpty())
                .as("without an effect it says what it decides")
                .isEqualTo(row.has("decided"));
    }

    /** All that is created for a cluster with a job, and the numbers that are reckoned. */
    private static JsonNode all(JsonNode specs) {
        var cluster = Specs.read(specs.get("cluster").toString(), FlinkClusterSpec.class);
        var job = Specs.read(specs.get("job").toString(), FlinkJobSpec.class);
        var tuning = Tuning.of(cluster, Tuning.DEFAULT);
        var demo = Specs.meta("demo");
        int parallelism = TaskManagers.parallelism(job);
        var objects =
                Map.of(
                        "jobManager", JobManagerPod.desired(demo, cluster, 1, "jm", tuning),
                        "taskManager", TaskManagerPod.desired(demo, cluster, 1, "tm", tuning),
                        "service", JobManagerService.desired(demo, cluster),
                        "supervisor", SupervisorDeployment.desired(demo, cluster, tuning),
                        "bootstrap",
                                BootstrapJob.desired(
                                        Specs.meta("demo-job"),
                                        "demo",
                                        job,
                                        new BootstrapJob.Attempt(
                                                "id", parallelism, "s3://from", "")),
                        "wanted", numbers(cluster, job, tuning));
        var tree = Specs.tree(Specs.YAML.valueToTree(objects).toString());
        // It differs with everything else.
        ((ObjectNode) tree.at("/supervisor/metadata")).remove("annotations");
        return tree;
    }

    private static Map<String, Object> numbers(
            FlinkClusterSpec cluster, FlinkJobSpec job, Tuning tuning) {
        var delays =
                IntStream.range(0, 5)
                        .mapToObj(
                                restarts ->
                                        "" + Delays.restart(job.restart(), restarts).toSeconds())
                        .collect(Collectors.joining(","));
        return Map.of(
                "taskManagers", TaskManagers.wanted(cluster),
                "taskManagersFor4Slots",
                        TaskManagers.wanted(4, cluster.taskManager().taskSlots(), 0, 32),
                "parallelism", TaskManagers.parallelism(job),
                "restartDelays", delays,
                "healthyPeriod", Delays.healthyPeriod(job.restart()).toSeconds(),
                "tuning",
                        Map.of(
                                "pollingInterval", tuning.pollingInterval().toSeconds(),
                                "taskTimeout", tuning.taskTimeout().toSeconds(),
                                "rescaleDelay", tuning.rescaleDelay().toSeconds(),
                                "rescalePolicy", tuning.rescalePolicy()));
    }

    private static Stream<String> leaves(String path, Class<?> section) {
        return Stream.of(section.getRecordComponents()).flatMap(field -> leaves(path, field));
    }

    private static Stream<String> leaves(String path, RecordComponent field) {
        var name = path + "." + field.getName();
        return field.getType().isRecord() ? leaves(name, field.getType()) : Stream.of(name);
    }

    private static Map<String, JsonNode> rows() {
        try (var file =
                Objects.requireNonNull(
                        FieldsTest.class.getResourceAsStream("/desired/fields.yaml"))) {
            var rows = new TreeMap<String, JsonNode>();
            Specs.tree(new String(file.readAllBytes(), UTF_8))
                    .properties()
                    .forEach(row -> rows.put(row.getKey(), row.getValue()));
            return rows;
        } catch (IOException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
