package com.nextbreakpoint.flink.api.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelmTest {
    @ParameterizedTest
    @ValueSource(strings = {"crd", "roles", "operator"})
    void a_chart_has_nothing_to_complain_about(String chart) throws Exception {
        var answer = Helm.lint(chart);
        assertThat(answer.exitCode()).as(answer.text()).isZero();
    }

    @Test
    void the_definitions_outlive_the_release_only_when_asked_for() throws Exception {
        var policy = "/metadata/annotations/helm.sh~1resource-policy";
        assertThat(Helm.template("crd"))
                .hasSize(3)
                .allSatisfy(crd -> assertThat(crd.at(policy).isMissingNode()).isTrue());
        assertThat(Helm.template("crd", "--set", "keep=true"))
                .hasSize(3)
                .allSatisfy(crd -> assertThat(crd.at(policy).asText()).isEqualTo("keep"));
    }

    @Test
    void all_rights_end_at_the_target_namespace() throws Exception {
        var objects = Helm.template("roles", "-n", "here", "--set", "targetNamespace=there");
        assertThat(names(objects))
                .containsExactly(
                        "ServiceAccount here flink-operator",
                        "ServiceAccount there flink-supervisor",
                        "ServiceAccount there flink-bootstrap",
                        "Role there flink-operator",
                        "Role there flink-supervisor",
                        "Role there flink-bootstrap",
                        "RoleBinding there flink-operator",
                        "RoleBinding there flink-supervisor",
                        "RoleBinding there flink-bootstrap");
    }

    @Test
    void a_bootstrap_may_do_nothing_and_no_role_reads_secrets() throws Exception {
        var roles = Helm.template("roles").stream().filter(object -> object.has("rules")).toList();
        assertThat(roles.getLast().at("/metadata/name").asText()).isEqualTo("flink-bootstrap");
        assertThat(roles.getLast().path("rules")).isEmpty();
        assertThat(roles)
                .allSatisfy(
                        role ->
                                assertThat(role.path("rules").toString())
                                        .doesNotContain("*", "secrets", "configmaps", "nodes"));
    }

    @Test
    void the_operator_is_restricted_and_watches_the_target_namespace() throws Exception {
        var pod = operator("--set", "targetNamespace=flink-jobs").at("/spec/template/spec");
        var container = pod.path("containers").get(0);
        assertThat(texts(container.path("args")))
                .containsExactly(
                        "operator",
                        "run",
                        "--namespace=flink-jobs",
                        "--port=4444",
                        "--monitor-port=8080",
                        "--polling-interval=5",
                        "--task-timeout=300");
        assertThat(container.path("image").asText())
                .matches("nextbreakpoint/flinkctl:\\d+\\.\\d+\\.\\d+.*");
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(pod.at("/securityContext/seccompProfile/type").asText())
                .isEqualTo("RuntimeDefault");
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(texts(container.at("/securityContext/capabilities/drop")))
                .containsExactly("ALL");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/livez");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/readyz");
    }

    @Test
    void the_passwords_of_the_stores_are_never_on_the_command_line() throws Exception {
        var container =
                operator("--set", "secretName=ssl,keystore.secretKey=password,dryRun=true")
                        .at("/spec/template/spec/containers/0");
        assertThat(texts(container.path("args")))
                .contains(
                        "--dry-run",
                        "--keystore-path=/var/run/flinkctl/keystore.jks",
                        "--truststore-path=/var/run/flinkctl/truststore.jks")
                .noneMatch(argument -> argument.contains("secret"));
        assertThat(container.path("env").toString())
                .contains(
                        "\"FLINKCTL_KEYSTORE_SECRET\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"ssl\",\"key\":\"password\"}}",
                        "\"FLINKCTL_TRUSTSTORE_SECRET\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"ssl\",\"key\":\"truststore-secret\"}}");
    }

    @Test
    void an_image_of_another_registry_is_named_in_full() throws Exception {
        var image = "image.registry=registry.example/,image.repository=a/b,image.tag=c";
        assertThat(operator("--set", image).at("/spec/template/spec/containers/0/image").asText())
                .isEqualTo("registry.example/a/b:c");
    }

    @Test
    void extras_are_off_until_they_are_wanted() throws Exception {
        assertThat(names(Helm.template("operator")))
                .containsExactly(
                        "Service default flink-operator", "Deployment default flink-operator");
        var extras =
                "podDisruptionBudget.enabled=true,networkPolicy.enabled=true,serviceMonitor.enabled=true";
        assertThat(Helm.template("operator", "--set", extras))
                .extracting(object -> object.path("kind").asText())
                .contains("PodDisruptionBudget", "NetworkPolicy", "ServiceMonitor");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "replica=2",
                "replicas=-1",
                "pollingInterval=61",
                "image.pullPolicy=Sometimes"
            })
    void a_wrong_value_is_refused_by_name(String value) {
        assertThatThrownBy(() -> Helm.template("operator", "--set", value))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(value.substring(value.indexOf('.') + 1, value.indexOf('=')));
    }

    private static JsonNode operator(String... options) throws IOException, InterruptedException {
        return Helm.template("operator", options).stream()
                .filter(object -> object.path("kind").asText().equals("Deployment"))
                .findFirst()
                .orElseThrow();
    }

    /** Kind, namespace and name of each. */
    private static List<String> names(List<JsonNode> objects) {
        return objects.stream()
                .map(
                        object ->
                                "%s %s %s"
                                        .formatted(
                                                object.path("kind").asText(),
                                                object.at("/metadata/namespace").asText(),
                                                object.at("/metadata/name").asText()))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
