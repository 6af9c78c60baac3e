package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class CrdTest {
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
}
