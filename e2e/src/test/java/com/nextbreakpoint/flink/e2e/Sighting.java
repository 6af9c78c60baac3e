package com.nextbreakpoint.flink.e2e;

import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Watchable;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The moment at which something is first seen in a watch, which is opened before it can be. */
final class Sighting<T> implements Watcher<T>, AutoCloseable {
    private final Predicate<T> wanted;
    private final CompletableFuture<Instant> seen = new CompletableFuture<>();
    private final Watch watch;

    Sighting(Watchable<T> watched, Predicate<T> wanted) {
        this.wanted = wanted;
        this.watch = watched.watch(this);
    }

    @Override
    public void eventReceived(Action action, T resource) {
        if (action != Action.DELETED && wanted.test(resource)) seen.complete(Instant.now());
    }

    @Override
    public void onClose(WatcherException cause) {
        seen.completeExceptionally(cause);
    }

    Instant await(Duration limit) {
        try {
            return seen.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new AssertionError("not seen: " + e + "\n" + Toolbox.explain(), e);
        }
    }

    @Override
    public void close() {
        watch.close();
    }
}
