package com.nextbreakpoint.flink.e2e.crash;

import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** Scenes that are played at the same time, since most of each is waiting. */
final class Lives<K> implements AutoCloseable {
    private final Map<K, Future<?>> lives = new ConcurrentHashMap<>();
    private final ExecutorService executor;
    private final KubeAccess access;

    Lives(int atATime) {
        Crash.isNoNews();
        TestCluster.defineKinds();
        this.access = KubeAccess.open(TestCluster.kubeconfig().toPath(), Map.of(), "test");
        this.executor = Executors.newFixedThreadPool(atATime);
    }

    /** Plays it in a scene of its own, as soon as there is room. */
    void begin(K key, Tools.Oversight faults, Consumer<Scene> play) {
        Runnable life =
                () -> {
                    try (var scene = new Scene(access.client(), access.client(), faults)) {
                        play.accept(scene);
                    }
                };
        lives.put(key, executor.submit(life));
    }

    /** The same, with the operator behind a proxy, which spoils its requests from the first on. */
    void begin(K key, Function<HttpHead, Fault> how, BiConsumer<Scene, Proxy> play) {
        Runnable life =
                () -> {
                    try (var proxy = new Proxy(access, how);
                            var spoiled = proxy.open();
                            var scene =
                                    new Scene(
                                            access.client(),
                                            spoiled.client(),
                                            Tools.Oversight.NONE)) {
                        play.accept(scene, proxy);
                    }
                };
        lives.put(key, executor.submit(life));
    }

    /** Plays one alone, to its end. */
    static void alone(String name, Consumer<Scene> play) throws InterruptedException {
        try (var lives = new Lives<String>(1)) {
            lives.begin(name, Tools.Oversight.NONE, play);
            lives.join(name);
        }
    }

    /** Waits for its end; throws what went wrong. */
    void join(K key) throws InterruptedException {
        try {
            Objects.requireNonNull(lives.get(key)).get();
        } catch (ExecutionException failed) {
            throw new AssertionError(key + ": " + failed.getCause(), failed.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        executor.close();
        access.close();
    }
}
