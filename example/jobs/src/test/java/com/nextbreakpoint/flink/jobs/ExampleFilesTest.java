package com.nextbreakpoint.flink.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The files beside the jobs fit the jobs, and each other. */
class ExampleFilesTest {
    private static final Path EXAMPLE = Path.of("..");
    private static final String FOLDER = "file:///var/config/";

    private static List<JsonNode> yaml(String file) throws IOException {
        var mapper = new YAMLMapper();
        try (var parser = new YAMLFactory().createParser(EXAMPLE.resolve(file).toFile())) {
            return mapper.readValues(parser, JsonNode.class).readAll();
        }
    }

    private static JsonNode spec(String file) throws IOException {
        return yaml(file).getFirst().get("spec");
    }

    private static JsonNode json(String file) throws IOException {
        return new ObjectMapper().readTree(EXAMPLE.resolve(file).toFile());
    }

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static List<String> texts(JsonNode array) {
        return items(array).stream().map(JsonNode::asText).toList();
    }

    @Test
    void each_job_reads_a_file_of_its_own_that_is_mounted_and_right() throws IOException {
        var files = yaml("jobparameters.yaml").getFirst().get("data");
        var deployment = spec("deployment.yaml");
        var mounted = deployment.at("/cluster/jobManager/volumeMounts").findValuesAsText("subPath");
        for (JsonNode job : deployment.get("jobs")) {
            var bootstrap = job.at("/spec/bootstrap");
            var arguments =
                    JobArguments.parse(texts(bootstrap.get("arguments")).toArray(String[]::new));
            var name = job.get("name").asText();
            assertThat(arguments.jobParameters).isEqualTo(FOLDER + name + ".conf");
            assertThat(mounted).contains(name + ".conf");
            var parameters = JobParameters.parse(name, files.get(name + ".conf").asText());
            assertThat(parameters.jobName).isEqualTo(name);
            assertThat(parameters.bucketOutputPath).isEqualTo("/output/" + name);
        }
    }

    @Test
    void the_classes_exist() throws Exception {
        for (JsonNode job : spec("deployment.yaml").get("jobs")) {
            var name = job.at("/spec/bootstrap/className").asText();
            assertThat(Class.forName(name).getMethod("main", String[].class)).isNotNull();
        }
    }

    @Test
    void the_bodies_for_the_control_api_say_what_the_deployment_says() throws IOException {
        var deployment = spec("deployment.yaml");
        assertThat(json("deployment-spec.json")).isEqualTo(deployment);
        assertThat(json("cluster-spec.json")).isEqualTo(deployment.get("cluster"));
        assertThat(json("job-spec-1.json")).isEqualTo(deployment.at("/jobs/0/spec"));
    }

    @Test
    void the_lone_cluster_and_job_differ_from_the_deployments_in_what_they_must()
            throws IOException {
        var cluster = spec("deployment.yaml").get("cluster").<ObjectNode>deepCopy();
        cluster.remove("supervisor");
        assertThat(spec("cluster.yaml")).isEqualTo(cluster);
        var job = spec("job.yaml").<ObjectNode>deepCopy();
        assertThat(job.remove("clusterName").asText())
                .isEqualTo(yaml("cluster.yaml").getFirst().at("/metadata/name").asText());
        assertThat(yaml("job.yaml").getFirst().at("/metadata/name").asText()).startsWith("lone-");
        assertThat(texts(job.at("/bootstrap/arguments")).getLast()).endsWith("/lone");
        job.set("bootstrap", spec("deployment.yaml").at("/jobs/0/spec/bootstrap"));
        assertThat(job).isEqualTo(json("job-spec-1.json"));
    }

    @Test
    void another_version_of_flink_is_one_replacement() throws IOException {
        for (String file : List.of("deployment.yaml", "cluster.yaml")) {
            var text = Files.readString(EXAMPLE.resolve(file));
            assertThat(text).containsPattern("image: apache/flink:2\\.3\\.0-");
            assertThat(text.replace("2.3.0", "").replaceAll("flinkctl:[0-9.]+", ""))
                    .as("versions in %s", file)
                    .doesNotContainPattern("\\d\\.\\d+\\.\\d");
        }
    }

    @Test
    void the_properties_have_each_key_once_and_agree_where_both_processes_need_the_same()
            throws IOException {
        var maps =
                yaml("flinkproperties.yaml").stream()
                        .map(map -> map.at("/data/FLINK_PROPERTIES").asText())
                        .toList();
        var shared = maps.stream().map(ExampleFilesTest::ofBothProcesses).toList();
        assertThat(shared.getFirst()).isEqualTo(shared.getLast());
        for (String properties : maps) {
            Set<String> keys = new HashSet<>();
            properties
                    .lines()
                    .forEach(
                            line -> assertThat(keys.add(line.split(": ", 2)[0])).as(line).isTrue());
        }
    }

    /** Without the sizes of memory and the options of Java, which each process has of its own. */
    private static List<String> ofBothProcesses(String properties) {
        return properties
                .lines()
                .filter(line -> !line.contains(".memory.") && !line.startsWith("env.java.opts."))
                .toList();
    }
}
