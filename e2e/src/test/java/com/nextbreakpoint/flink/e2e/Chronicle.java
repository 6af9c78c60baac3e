package com.nextbreakpoint.flink.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Follows a job's status: what each attempt began from, and how long the job waited for a hand. */
final class Chronicle implements AutoCloseable {
    private static final long POLL_MILLIS = 300;

    /**
     * @param time when the status said so
     * @param from the path that the attempt began from; empty for none
     */
    record Beginning(Instant time, String attempt, String jobId, String from) {
        boolean isSameAs(Beginning other) {
            return attempt.equals(other.attempt) && from.equals(other.from);
        }

        @Override
        public String toString() {
            return "attempt %s, job %s, begins from %s"
                    .formatted(attempt, jobId, from.isEmpty() ? "nothing" : from);
        }
    }

    private final Job job;
    private final Journal journal;
    private final List<Beginning> beginnings = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile @Nullable Instant stalledSince;
    private volatile String state = "";

    Chronicle(Job job, Journal journal) {
        this.job = job;
        this.journal = journal;
        this.thread = Thread.ofVirtual().start(this::follow);
    }

    List<Beginning> beginnings() {
        return List.copyOf(beginnings);
    }

    /** How long the job has been Stalled without a break; zero when it is not. */
    Duration stalled() {
        var since = stalledSince;
        return since == null ? Duration.ZERO : Duration.between(since, Instant.now());
    }

    private void follow() {
        try {
            while (true) {
                try {
                    job.resource().find().ifPresent(node -> look(node.path("status")));
                } catch (KubernetesClientException | UncheckedIOException away) {
                    // The API server is one of those that are killed.
                }
                Thread.sleep(POLL_MILLIS);
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(JsonNode status) {
        begin(
                new Beginning(
                        Instant.now(),
                        status.path("attempt").asText(),
                        status.path("jobId").asText(),
                        status.at("/restoredFrom/path").asText()));
        var now = state(status);
        if (!now.equals(state)) {
            state = now;
            journal.say("    " + now);
        }
        if (!now.contains("Stalled")) {
            stalledSince = null;
        } else if (stalledSince == null) {
            stalledSince = Instant.now();
        }
    }

    private void begin(Beginning beginning) {
        if (!beginning.jobId.isEmpty()
                && (beginnings.isEmpty() || !beginnings.getLast().isSameAs(beginning))) {
            beginnings.add(beginning);
            journal.say("  " + beginning);
        }
    }

    /** Such as "Stopping RUNNING", with the reason when somebody has to help. */
    private static String state(JsonNode status) {
        var stalled =
                status.path("conditions")
                        .valueStream()
                        .filter(one -> one.path("type").asText().equals("Stalled"))
                        .filter(one -> one.path("status").asText().equals("True"))
                        .map(
                                one ->
                                        "Stalled %s: %s"
                                                .formatted(
                                                        one.path("reason").asText(),
                                                        one.path("message").asText()));
        var phase =
                Stream.of(
                        status.path("supervisorStatus").asText(),
                        status.path("jobStatus").asText());
        return String.join(" ", Stream.concat(phase, stalled).toList());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
