package com.nextbreakpoint.flink.e2e.kube;

import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Hands;
import com.nextbreakpoint.flink.kube.write.StatusWriter;
import com.nextbreakpoint.flink.kube.write.Tools;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** A namespace of its own, watched by stores. */
public record Playground(KubeAccess access, String namespace, Stores stores)
        implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static Playground open() {
        TestCluster.defineKinds();
        var access = KubeAccess.open(TestCluster.kubeconfig().toPath(), Map.of(), "test");
        var namespace = "kube-" + UUID.randomUUID().toString().substring(0, 8);
        access.client()
                .resource(
                        new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(namespace)
                                .endMetadata()
                                .build())
                .create();
        var stores = Stores.of(access.client(), namespace);
        stores.start();
        until(stores::synced, "the stores are synced");
        return new Playground(access, namespace, stores);
    }

    public KubernetesClient client() {
        return access.client();
    }

    public Hands hands() {
        return new Hands(stores, () -> true);
    }

    public StatusWriter statusWriter() {
        return statusWriter(() -> true);
    }

    StatusWriter statusWriter(BooleanSupplier leads) {
        var clock = Clock.systemUTC();
        return new StatusWriter(Tools.of(stores, new Events(stores, "test", clock), leads, clock));
    }

    /** Creates what the YAML says, as a user would. */
    public HasMetadata create(String yaml) {
        var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        return client().resource(object).inNamespace(namespace).create();
    }

    /** Whether the API server would not take it now. */
    public boolean refuses(String yaml) {
        var object = Serialization.unmarshal(yaml, GenericKubernetesResource.class);
        try {
            client().resource(object).inNamespace(namespace).dryRun(true).create();
            return false;
        } catch (KubernetesClientException refused) {
            return true;
        }
    }

    HasMetadata createCluster(String name) {
        return create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkCluster
                metadata: {name: %s}
                spec:
                  taskManagers: 1
                  runtime: {image: "flink:2.3"}
                  jobManager: {serviceMode: ClusterIP}
                  taskManager: {taskSlots: 2}
                """
                        .formatted(name));
    }

    HasMetadata createJob(String name) {
        return create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkJob
                metadata: {name: %s}
                spec:
                  jobParallelism: 1
                  bootstrap: {image: "jobs:1", className: Main, jarPath: /jobs.jar}
                  savepoint: {savepointInterval: 60, savepointTargetPath: "s3://flink/savepoints"}
                  restart: {restartPolicy: Always}
                """
                        .formatted(name));
    }

    /** Waits for what is to become true; fails with the sentence when it does not. */
    public static void until(BooleanSupplier truth, String sentence) {
        var end = Instant.now().plus(PATIENCE);
        while (!truth.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError("after " + PATIENCE + ", this is not so: " + sentence);
            }
            try {
                Thread.sleep(10);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new AssertionError(interrupted);
            }
        }
    }

    @Override
    public void close() {
        stores.close();
        TestCluster.abandon(client(), namespace);
        access.close();
    }
}
