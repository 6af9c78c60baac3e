package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API server makes of the definitions: what it takes, keeps, fills in and refuses. */
@Tag("apiserver")
class CrdValidationTest {
    private static final Path RESOURCES = TestCluster.PROJECT.resolve("api/src/test/resources");
    private static final String NAMESPACE = "crd-" + UUID.randomUUID().toString().substring(0, 8);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final KubernetesClient CLIENT = TestCluster.client();
    private static final boolean DEFINED_BEFORE =
            TestCluster.helm("list -q -n default").contains("flink-k8s-toolbox-crd");

    @BeforeAll
    static void define_the_kinds() {
        TestCluster.defineKinds();
        CLIENT.resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(NAMESPACE)
                                .endMetadata()
                                .build())
                .create();
    }

    @AfterAll
    static void leave_the_cluster_as_it_was() {
        CLIENT.close();
        TestCluster.kubectl("delete namespace " + NAMESPACE);
        if (!DEFINED_BEFORE) {
            TestCluster.forgetKinds();
        }
    }

    static Stream<Path> valid() throws IOException {
        return files("valid");
    }

    static Stream<Path> invalid() throws IOException {
        return files("invalid");
    }

    @ParameterizedTest
    @MethodSource("valid")
    void what_is_valid_is_kept_as_it_was_written(Path file) throws IOException {
        var written = resource(file);
        JsonNode kept = JSON.valueToTree(strictDryRun(written));
        JsonNode wanted = JSON.valueToTree(written);
        assertThat(leaves("/spec", wanted.path("spec")))
                .isNotEmpty()
                .allSatisfy(path -> assertThat(kept.at(path)).as(path).isEqualTo(wanted.at(path)));
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void what_is_invalid_is_refused_with_the_field_and_the_reason(Path file) throws IOException {
        var expected = Files.readAllLines(file).getFirst().replaceFirst("# expect: ", "");
        var resource = resource(file);
        assertThatThrownBy(() -> strictDryRun(resource))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining(expected);
    }

    @Test
    void a_job_stays_with_its_cluster() throws IOException {
        var job = resource(RESOURCES.resolve("valid/minimal-job.yaml"));
        job.getMetadata().setName("moving-job");
        spec(job).put("clusterName", "moving");
        CLIENT.resource(job).inNamespace(NAMESPACE).create();
        spec(job).put("clusterName", "moving-job".substring(0, 3));
        assertThatThrownBy(() -> CLIENT.resource(job).inNamespace(NAMESPACE).update())
                .hasMessageContaining("spec.clusterName must not be changed");
        spec(job).remove("clusterName");
        assertThatThrownBy(() -> CLIENT.resource(job).inNamespace(NAMESPACE).update())
                .hasMessageContaining("spec.clusterName must not be changed");
    }

    @Test
    void more_than_a_hundred_jobs_are_refused() throws IOException {
        var deployment = resource(RESOURCES.resolve("valid/minimal-deployment.yaml"));
        var job = ((List<?>) spec(deployment).getOrDefault("jobs", List.of())).getFirst();
        var jobs =
                Stream.iterate(0, i -> i + 1)
                        .limit(101)
                        .map(i -> Map.of("name", "job-" + i, "spec", ((Map<?, ?>) job).get("spec")))
                        .toList();
        spec(deployment).put("jobs", jobs.subList(0, 100));
        assertThat(strictDryRun(deployment).getMetadata().getName()).isEqualTo("minimal");
        spec(deployment).put("jobs", jobs);
        assertThatThrownBy(() -> strictDryRun(deployment))
                .hasMessageContaining("spec.jobs: Too many: 101: must have at most 100 items");
    }

    @Test
    void scaling_changes_what_the_manual_says_it_changes() throws IOException {
        CLIENT.resource(resource(RESOURCES.resolve("valid/minimal-cluster.yaml")))
                .inNamespace(NAMESPACE)
                .create();
        CLIENT.resource(resource(RESOURCES.resolve("valid/minimal-job.yaml")))
                .inNamespace(NAMESPACE)
                .create();
        TestCluster.kubectl("-n " + NAMESPACE + " scale --replicas=3 fc/minimal fj/minimal-job");
        assertThat(get("fc minimal", "{.spec.taskManagers}")).isEqualTo("3");
        assertThat(get("fj minimal-job", "{.spec.jobParallelism}")).isEqualTo("3");
    }

    /** The listing's header is read by scripts; a status may say null where it knows nothing. */
    @Test
    void a_listing_shows_the_columns_of_the_manual() throws IOException {
        var cluster = resource(RESOURCES.resolve("valid/full-cluster.yaml"));
        cluster.getMetadata().setName("listed");
        CLIENT.resource(cluster).inNamespace(NAMESPACE).create();
        var status =
                JSON.readValue(
                        """
                {"resourceStatus": "Updated", "supervisorStatus": "Started", "clusterHealth": "HEALTHY",
                 "taskManagers": 2, "taskManagerReplicas": 2, "totalTaskSlots": 4, "serviceMode": "NodePort",
                 "rescaleTimestamp": null, "timestamp": "2020-12-16T10:13:07.026Z"}
                """,
                        Object.class);
        cluster.setAdditionalProperty("status", status);
        CLIENT.resource(cluster).inNamespace(NAMESPACE).updateStatus();
        var lines = TestCluster.kubectl("-n " + NAMESPACE + " get fc listed").lines().toList();
        assertThat(lines.getFirst().split("\\s+"))
                .containsExactly(
                        "NAME",
                        "RESOURCE-STATUS",
                        "SUPERVISOR-STATUS",
                        "CLUSTER-HEALTH",
                        "TASK-MANAGERS",
                        "REQUESTED-TASK-MANAGERS",
                        "TASK-MANAGERS-REPLICAS",
                        "TOTAL-TASK-SLOTS",
                        "SERVICE-MODE",
                        "AGE");
        assertThat(lines.get(1))
                .matches("listed +Updated +Started +HEALTHY +2 +2 +2 +4 +NodePort +\\d+s");
    }

    @Test
    void kubectl_explains_each_field() {
        assertThat(TestCluster.kubectl("explain flinkjob.spec.restart.maxRestartDelay"))
                .contains("Longest delay in seconds, 10 times restartDelay if absent.");
    }

    private static GenericKubernetesResource strictDryRun(GenericKubernetesResource resource) {
        return CLIENT.resource(resource)
                .inNamespace(NAMESPACE)
                .dryRun()
                .fieldValidation(FieldValidateable.Validation.STRICT)
                .create();
    }

    private static String get(String object, String jsonPath) {
        return TestCluster.kubectl(
                "-n " + NAMESPACE + " get " + object + " -o jsonpath=" + jsonPath);
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (var files = Files.list(RESOURCES.resolve(folder))) {
            return files.sorted().toList().stream();
        }
    }

    private static GenericKubernetesResource resource(Path file) throws IOException {
        return Serialization.unmarshal(Files.readString(file), GenericKubernetesResource.class);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> spec(GenericKubernetesResource resource) {
        var spec = resource.getAdditionalProperties().get("spec");
        return (Map<String, Object>) Objects.requireNonNull(spec);
    }

    /** The paths of all values that are neither null nor made of others. */
    private static Stream<String> leaves(String path, JsonNode value) {
        if (value.isObject()) {
            return value.properties().stream()
                    .flatMap(
                            entry ->
                                    leaves(
                                            path + "/" + entry.getKey().replace("/", "~1"),
                                            entry.getValue()));
        }
        if (value.isArray()) {
            return IntStream.range(0, value.size())
                    .boxed()
                    .flatMap(i -> leaves(path + "/" + i, value.path(i)));
        }
        return value.isNull() ? Stream.of() : Stream.of(path);
    }
}
