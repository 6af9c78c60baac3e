package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("generated")
class ChartVersionTest {
    private static final Pattern REVISION = Pattern.compile("<revision>(.+?)</revision>");

    @ParameterizedTest
    @ValueSource(strings = {"crd", "roles", "operator"})
    void a_chart_has_the_version_of_the_project(String chart) throws IOException {
        var revision = REVISION.matcher(GeneratedFile.read("pom.xml"));
        assertThat(revision.find()).as("pom.xml has the property revision").isTrue();
        var path = "helm/flink-k8s-toolbox-" + chart + "/Chart.yaml";
        var expected =
                GeneratedFile.read(path)
                        .replaceFirst("(?m)^version: .*$", "version: " + revision.group(1))
                        .replaceFirst(
                                "(?m)^appVersion: .*$",
                                "appVersion: \"" + revision.group(1) + "\"");
        GeneratedFile.isUpToDate(path, expected);
    }
}
