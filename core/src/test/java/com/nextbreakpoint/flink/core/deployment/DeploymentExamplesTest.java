package com.nextbreakpoint.flink.core.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Golden;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Trees;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class DeploymentExamplesTest {
    private static final Golden EXAMPLES = Golden.of("deployment");

    @TestFactory
    @Tag("D8.children")
    @Tag("D8.removed")
    @Tag("D8.apply")
    @Tag("D8.scale")
    @Tag("D8.by-hand")
    Stream<DynamicTest> what_is_observed_leads_to_what_is_done() {
        return EXAMPLES.tests(
                tree -> Trees.step(step(tree, 0), observed(tree).deployment().status()));
    }

    /** One write for one change: what was written is not written again a moment later. */
    @TestFactory
    Stream<DynamicTest> the_status_is_written_once() {
        return EXAMPLES.names("in-").stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> checkSecondStep(name)));
    }

    private static void checkSecondStep(String name) {
        var tree = (ObjectNode) EXAMPLES.in(name);
        var first = step(tree, 0);
        ((ObjectNode) tree.get("deployment")).set("status", Specs.YAML.valueToTree(first.status()));
        var second = step(tree, 1);
        assertThat(second.status()).isEqualTo(first.status());
        assertThat(second.notices()).filteredOn(one -> !one.reason().equals("LastState")).isEmpty();
    }

    @Test
    @Tag("D8.ready")
    void what_else_a_child_waits_for_is_passed_over_for_a_while() {
        var tree = (ObjectNode) EXAMPLES.in("child-working");
        var first = step(tree, 0);
        ((ObjectNode) tree.get("deployment")).set("status", Specs.YAML.valueToTree(first.status()));
        var said = (ObjectNode) tree.at("/jobs/demo-b/status/conditions/0");
        said.put("message", "waiting for slots 2/2");

        assertThat(step(tree, 4).status()).isEqualTo(first.status());
        assertThat(step(tree, 4).recheck()).hasSeconds(6);
        assertThat(message(step(tree, 10))).endsWith("waiting for slots 2/2");
        // The clock of whoever told it was ahead.
        assertThat(message(step(tree, -1))).endsWith("waiting for slots 2/2");
        said.put("status", "True");
        assertThat(step(tree, 4).status()).isNotEqualTo(first.status());
    }

    private static String message(Step<FlinkDeploymentStatus> step) {
        return step.status().conditions().getFirst().message();
    }

    private static Step<FlinkDeploymentStatus> step(JsonNode tree, int seconds) {
        var now = Instant.parse(tree.get("now").asText()).plus(Duration.ofSeconds(seconds));
        return DeploymentMachine.step(observed(tree), now);
    }

    private static DeploymentObserved observed(JsonNode tree) {
        var jobs = new ArrayList<Resource<FlinkJobSpec, FlinkJobStatus>>();
        tree.path("jobs")
                .forEach(
                        job ->
                                jobs.add(
                                        Trees.resource(
                                                job,
                                                FlinkJobSpec.class,
                                                FlinkJobStatus.class,
                                                FlinkJobStatus.NONE)));
        var deployment =
                Trees.resource(
                        listed(tree.get("deployment")),
                        FlinkDeploymentSpec.class,
                        FlinkDeploymentStatus.class,
                        FlinkDeploymentStatus.NONE);
        return new DeploymentObserved(
                deployment,
                tree.has("cluster")
                        ? Trees.resource(
                                tree.get("cluster"),
                                FlinkClusterSpec.class,
                                FlinkClusterStatus.class,
                                FlinkClusterStatus.NONE)
                        : null,
                jobs,
                Trees.refusals(tree.path("refusals")),
                settled(tree.path("settled"), deployment));
    }

    /** True is the deployment's own spec, false none, and an object what it was before. */
    private static @Nullable FlinkDeploymentSpec settled(
            JsonNode tree, Resource<FlinkDeploymentSpec, FlinkDeploymentStatus> deployment) {
        return tree.isObject()
                ? Trees.read(listed(tree).get("spec"), FlinkDeploymentSpec.class)
                : tree.asBoolean() ? deployment.spec() : null;
    }

    private static JsonNode listed(JsonNode deployment) {
        var copy = (ObjectNode) deployment.deepCopy();
        if (!copy.path("spec").isObject()) return copy;
        var spec = (ObjectNode) copy.get("spec");
        var list = Specs.YAML.createArrayNode();
        spec.path("jobs")
                .properties()
                .forEach(
                        job ->
                                list.addObject()
                                        .put("name", job.getKey())
                                        .set("spec", job.getValue()));
        spec.set("jobs", list);
        return copy;
    }
}
