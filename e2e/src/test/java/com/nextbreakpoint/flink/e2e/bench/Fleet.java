package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** The users' deployments, each with one cluster and one job; and what users do to them. */
final class Fleet implements ResourceEventHandler<GenericKubernetesResource>, AutoCloseable {
    private static final String VERSION = "nextbreakpoint.com/v1";
    private static final String JOB = "job";
    private static final int USERS_AT_ONCE = 32;

    private final KubernetesClient client;
    private final String namespace;
    private final Sights sights;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final String template = template();
    private final SharedIndexInformer<GenericKubernetesResource> jobs;

    Fleet(KubeAccess access, String namespace, Sights sights) {
        this.client = access.client();
        this.namespace = namespace;
        this.sights = sights;
        this.jobs = all(Kind.FlinkJob).inNamespace(namespace).inform(this);
    }

    @Override
    public void close() {
        jobs.close();
    }

    @Override
    public void onAdd(GenericKubernetesResource job) {
        var cluster = job.getMetadata().getName().replaceFirst("-" + JOB + "$", "");
        if ("RUNNING".equals(job.get("status", "jobStatus"))) {
            sights.running(cluster);
            running.add(cluster);
        } else {
            running.remove(cluster);
        }
    }

    @Override
    public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
        onAdd(now);
    }

    @Override
    public void onDelete(GenericKubernetesResource job, boolean finalStateUnknown) {}

    void create(String name) {
        var yaml = template.replace("NAME", name);
        var resource = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        sights.created(name);
        client.resource(resource).inNamespace(namespace).create();
    }

    /** The job's arguments are others from now on, so it is stopped and started. */
    void edit(String name, String edition) {
        var jobs = "/spec/jobs/0/spec/bootstrap/arguments/3";
        resource(Kind.FlinkDeployment, name)
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\":\"replace\",\"path\":\"%s\",\"value\":\"%s\"}]"
                                .formatted(jobs, edition));
    }

    void savepoint(String name) {
        request(Kind.FlinkJob, Names.job(name, JOB), "TRIGGER_SAVEPOINT");
    }

    void stop(String name) {
        request(Kind.FlinkCluster, name, "STOP");
    }

    void start(String name) {
        request(Kind.FlinkCluster, name, "START");
    }

    private void request(Kind kind, String name, String action) {
        resource(kind, name)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\":{\"annotations\":{\"%s\":\"%s\"}}}"
                                .formatted(Names.REQUESTED_ACTION, action));
    }

    void delete(String name) {
        var unused = resource(Kind.FlinkDeployment, name).delete();
    }

    boolean awaitGone(String name, Duration limit) {
        return Await.within(
                limit,
                () ->
                        resource(Kind.FlinkDeployment, name).get() == null
                                && resource(Kind.FlinkCluster, name).get() == null);
    }

    /** How many of them run now, as their jobs' statuses say. */
    long running(List<String> names) {
        return names.stream().filter(running::contains).count();
    }

    /** Does it to all of them, as many users at the same time. */
    static void each(List<String> names, Consumer<String> deed) {
        var deeds =
                names.stream().map(name -> Executors.callable(() -> deed.accept(name))).toList();
        try (var users =
                Executors.newFixedThreadPool(USERS_AT_ONCE, Thread.ofVirtual().factory())) {
            for (var done : users.invokeAll(deeds)) done.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private Resource<GenericKubernetesResource> resource(Kind kind, String name) {
        return all(kind).inNamespace(namespace).withName(name);
    }

    private MixedOperation<GenericKubernetesResource, ?, Resource<GenericKubernetesResource>> all(
            Kind kind) {
        return client.genericKubernetesResources(VERSION, kind.name());
    }

    private static String template() {
        try (var stream = Fleet.class.getResourceAsStream("/e2e/bench.yaml")) {
            return new String(
                    Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
