package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks Flink again and again, as long as a scenario lasts, whether two copies of one job are alive.
 */
final class Witness implements AutoCloseable {
    private static final int MARK = 16;
    private static final long POLL_MILLIS = 250;
    private static final Set<String> FINAL = Set.of("FINISHED", "CANCELED", "FAILED");

    private final Scene scene;
    private final Set<String> copies = new ConcurrentSkipListSet<>();
    private final Thread thread;
    private final AtomicInteger looks = new AtomicInteger();
    private volatile @Nullable Throwable blinded;

    Witness(Scene scene) {
        this.scene = scene;
        this.thread = Thread.ofVirtual().start(this::watch);
    }

    private void watch() {
        try {
            while (true) {
                look();
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | AssertionError unexpected) {
            blinded = unexpected;
        }
    }

    private void look() {
        try {
            copies.addAll(copies(alive(scene.flink("/jobs/overview").path("jobs"))));
            looks.incrementAndGet();
        } catch (KubernetesClientException | UncheckedIOException silent) {
            // While there is no JobManager there is nothing to see.
        }
    }

    private static List<String> alive(JsonNode jobs) {
        return jobs.valueStream()
                .filter(job -> !FINAL.contains(job.path("state").asText()))
                .map(job -> job.path("jid").asText())
                .toList();
    }

    /** The ids that share with another one the mark of their job. */
    static Set<String> copies(List<String> ids) {
        return ids.stream()
                .collect(Collectors.groupingBy(id -> id.substring(0, MARK)))
                .values()
                .stream()
                .filter(same -> same.size() > 1)
                .flatMap(List::stream)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        thread.interrupt();
        assertThat(blinded).as("what ended the watch").isNull();
        assertThat(looks.get()).as("looks at Flink").isPositive();
        assertThat(copies).as("jobs of which two copies ran").isEmpty();
    }
}
