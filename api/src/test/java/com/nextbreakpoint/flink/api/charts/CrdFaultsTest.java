package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Guards against definitions by which API servers drop or refuse what users rightly write. */
class CrdFaultsTest {
    private static final JsonNode DEPLOYMENT = spec(0);
    private static final JsonNode CLUSTER = spec(1);
    private static final JsonNode JOB = spec(2);
    private static final String PRESERVE = "x-kubernetes-preserve-unknown-fields";

    private static JsonNode spec(int kind) {
        return new ObjectMapper().valueToTree(Crd.ALL.get(kind).schema()).at("/properties/spec");
    }

    @Test
    void f01_annotations_are_maps_of_texts_that_no_api_server_prunes() {
        var maps =
                List.of(
                        CLUSTER.at("/properties/jobManager/properties/annotations"),
                        CLUSTER.at("/properties/taskManager/properties/annotations"),
                        CLUSTER.at("/properties/supervisor/properties/annotations"),
                        JOB.at("/properties/bootstrap/properties/annotations"));
        assertThat(maps.stream().filter(map -> !map.isMissingNode()))
                .hasSizeGreaterThanOrEqualTo(2)
                .allSatisfy(
                        map ->
                                assertThat(map.at("/additionalProperties/type").asText())
                                        .isEqualTo("string"));
    }

    @Test
    void f03_types_of_kubernetes_are_left_to_kubernetes() {
        var taskManager = CLUSTER.at("/properties/taskManager/properties");
        assertThat(
                        List.of(
                                taskManager.at("/resources"),
                                taskManager.at("/affinity"),
                                taskManager.at("/securityContext"),
                                taskManager.at("/volumes/items"),
                                taskManager.at("/environment/items"),
                                taskManager.at("/initContainers/items"),
                                taskManager.at("/sideContainers/items"),
                                taskManager.at("/extraPorts/items")))
                .allSatisfy(
                        embedded -> {
                            assertThat(embedded.path("type").asText()).isEqualTo("object");
                            assertThat(embedded.path(PRESERVE).asBoolean()).isTrue();
                            assertThat(embedded.has("properties")).isFalse();
                        });
    }

    @Test
    void f10_a_deployments_sections_have_the_very_types_of_its_children() {
        assertThat(DEPLOYMENT.at("/properties/cluster/properties"))
                .isEqualTo(CLUSTER.path("properties"));
        assertThat(DEPLOYMENT.at("/properties/jobs/items/properties/spec/properties"))
                .isEqualTo(JOB.path("properties"));
        assertThat(CLUSTER.at("/properties/supervisor/properties/pollingInterval/type").asText())
                .isEqualTo("integer");
    }
}
