package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CrdTest {
    @Tag("generated")
    @ParameterizedTest
    @FieldSource("com.nextbreakpoint.flink.api.charts.Crd#ALL")
    void the_template_of_the_chart_is_up_to_date(Crd crd) throws IOException {
        GeneratedFile.isUpToDate(
                "helm/flink-k8s-toolbox-crd/templates/" + crd.file(), crd.template());
    }

    @ParameterizedTest
    @FieldSource("com.nextbreakpoint.flink.api.charts.Crd#ALL")
    void client_side_apply_can_annotate_the_definition_with_itself(Crd crd) {
        assertThat(crd.template().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(64 * 1024);
    }

    @ParameterizedTest
    @FieldSource("com.nextbreakpoint.flink.api.charts.Crd#ALL")
    void the_definition_is_plain_yaml_without_helm(Crd crd) {
        var definition = Serialization.unmarshal(crd.template(), GenericKubernetesResource.class);
        assertThat(definition.getMetadata().getName()).isEqualTo(crd.kind().getCRDName());
    }

    /** The manual's listings, which scripts read by column. */
    @Test
    void the_columns_are_those_of_the_manual_then_ours() {
        var wide = "AGE READY REASON MESSAGE";
        assertThat(columns(0)).isEqualTo("RESOURCE-STATUS " + wide);
        assertThat(columns(1))
                .isEqualTo(
                        "RESOURCE-STATUS SUPERVISOR-STATUS CLUSTER-HEALTH TASK-MANAGERS"
                                + " REQUESTED-TASK-MANAGERS TASK-MANAGERS-REPLICAS TOTAL-TASK-SLOTS"
                                + " SERVICE-MODE "
                                + wide);
        assertThat(columns(2))
                .isEqualTo(
                        "RESOURCE-STATUS SUPERVISOR-STATUS CLUSTER-NAME CLUSTER-HEALTH JOB-STATUS"
                                + " JOB-ID JOB-RESTART JOB-PARALLELISM REQUESTED-JOB-PARALLELISM"
                                + " SAVEPOINT-MODE SAVEPOINT-PATH SAVEPOINT-AGE "
                                + wide);
    }

    private static String columns(int kind) {
        return Crd.ALL.get(kind).columns().stream()
                .map(column -> (String) column.get("name"))
                .collect(Collectors.joining(" "));
    }
}
