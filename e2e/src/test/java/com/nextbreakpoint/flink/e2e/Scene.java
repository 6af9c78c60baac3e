package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** One Flink cluster with its jobs, for one scenario or several. Closing it leaves nothing. */
final class Scene implements AutoCloseable {
    static final Duration CLUSTER_START = Duration.ofMinutes(2);
    static final Duration DELETION = Duration.ofMinutes(1);

    /** The storage may still hold what an earlier run has written. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), 36);

    final Setting setting;
    final String name;
    final Custom cluster;
    private final List<Job> jobs = new ArrayList<>();

    Scene(String prefix, Setting setting) {
        this.setting = setting;
        this.name = prefix + "-" + setting.slug();
        this.cluster = new Custom("FlinkCluster", name);
    }

    /** Creates a lone FlinkCluster. */
    Scene start() {
        return start(spec -> {});
    }

    /** Creates a lone FlinkCluster with a changed specification. */
    Scene start(Consumer<ObjectNode> change) {
        Toolbox.say("starting " + name + ": " + setting);
        var spec = clusterSpec();
        change.accept(spec);
        cluster.create(spec);
        return this;
    }

    /** Where a specification tells how its cluster is supervised. */
    ObjectNode tuning(ObjectNode spec) {
        return spec.withObject(setting.dedicated() ? "/supervisor" : "/supervision");
    }

    ObjectNode clusterSpec() {
        var spec = (ObjectNode) with(Yaml.own("cluster.yaml"), "VERSION", setting.flink());
        spec.withObject("/runtime").put("image", Yaml.image(setting.image()));
        if (setting.dedicated()) {
            spec.remove("supervision");
            var supervisor = Yaml.own("supervisor.yaml");
            supervisor.put("image", Yaml.flinkctl());
            spec.set("supervisor", supervisor);
        }
        return spec;
    }

    /** A job that does what {@code --mode} and its further arguments say. */
    static ObjectNode jobSpec(String... arguments) {
        var spec = Yaml.own("job.yaml");
        var bootstrap = spec.withObject("/bootstrap");
        bootstrap.put("image", Yaml.image(bootstrap.path("image").asText()));
        Stream.of(arguments).forEach(bootstrap.putArray("arguments")::add);
        return spec;
    }

    /** The job that counts, with its results in a folder of its own. */
    ObjectNode countingSpec(String job, String... arguments) {
        var counting = Stream.of("--mode", "verify", "--output", output(job));
        return jobSpec(Stream.concat(counting, Stream.of(arguments)).toArray(String[]::new));
    }

    /** A FlinkDeployment of a cluster with the job that counts. */
    ObjectNode deploymentSpec(ObjectNode cluster) {
        var spec = Yaml.JSON.createObjectNode();
        spec.set("cluster", cluster);
        spec.withArray("/jobs").addObject().put("name", "count").set("spec", countingSpec("count"));
        return spec;
    }

    String output(String job) {
        return "s3a://nextbreakpoint-demo/" + folder(job);
    }

    String folder(String job) {
        return "e2e/output/" + RUN + "/" + name + "/" + job;
    }

    /** A job that exists or will; {@link #create} makes a FlinkJob of it. */
    Job job(String shortName) {
        var job = new Job(this, shortName, new Custom("FlinkJob", name + "-" + shortName));
        jobs.add(job);
        return job;
    }

    Job create(String shortName, ObjectNode spec) {
        var job = job(shortName);
        spec.put("clusterName", name);
        job.resource().create(spec);
        return job;
    }

    Job createCounting(String shortName) {
        return create(shortName, countingSpec(shortName));
    }

    List<Pod> pods(String role) {
        return Toolbox.CLIENT
                .pods()
                .inNamespace(Toolbox.NAMESPACE)
                .withLabel("clusterName", name)
                .withLabel("role", role)
                .list()
                .getItems();
    }

    Pod jobManager() {
        return pods("jobmanager").getFirst();
    }

    /** The process that supervises the cluster: its own, or the operator. */
    Pod supervisor() {
        return (setting.dedicated() ? pods("supervisor") : Toolbox.operatorPods()).getFirst();
    }

    /** Of each container of Flink's pods: one that was killed for its memory has one. */
    List<Integer> restarts() {
        return Stream.of("jobmanager", "taskmanager")
                .flatMap(role -> pods(role).stream())
                .flatMap(pod -> pod.getStatus().getContainerStatuses().stream())
                .map(ContainerStatus::getRestartCount)
                .toList();
    }

    /** What Flink's REST API says. */
    JsonNode flink(String path) {
        var answer =
                Toolbox.CLIENT.raw(
                        "/api/v1/namespaces/%s/services/jobmanager-%s:8081/proxy%s"
                                .formatted(Toolbox.NAMESPACE, name, path));
        if (answer == null) throw new KubernetesClientException(name + " has no Service");
        try {
            return Yaml.JSON.readTree(answer);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Flink answered " + answer, e);
        }
    }

    /** Everything of the cluster that Kubernetes holds. */
    List<String> objects() {
        var client = Toolbox.CLIENT;
        Stream<? extends HasMetadata> objects =
                Stream.of(
                                client.pods(),
                                client.services(),
                                client.apps().deployments(),
                                client.batch().v1().jobs())
                        .flatMap(
                                kind ->
                                        kind
                                                .inNamespace(Toolbox.NAMESPACE)
                                                .withLabel("clusterName", name)
                                                .list()
                                                .getItems()
                                                .stream());
        return objects.map(object -> object.getKind() + " " + object.getMetadata().getName())
                .toList();
    }

    void awaitNothingLeft() {
        Await.until(
                "nothing is left of " + name,
                DELETION,
                () -> objects().isEmpty(),
                () -> objects().toString());
    }

    @Override
    public void close() {
        jobs.forEach(job -> job.resource().delete());
        jobs.forEach(job -> job.resource().awaitGone(DELETION));
        cluster.delete();
        cluster.awaitGone(DELETION);
        awaitNothingLeft();
        assertThat(cluster.find()).isEmpty();
    }

    @Override
    public String toString() {
        return setting.toString();
    }

    private static JsonNode with(ObjectNode node, String placeholder, String value) {
        try {
            return Yaml.JSON.readTree(node.toString().replace(placeholder, value));
        } catch (JsonProcessingException e) {
            throw new AssertionError(value + " does not fit into " + node, e);
        }
    }
}
