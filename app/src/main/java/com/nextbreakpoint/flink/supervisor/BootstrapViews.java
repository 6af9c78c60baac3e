package com.nextbreakpoint.flink.supervisor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import com.nextbreakpoint.flink.core.job.BootstrapView.Said;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads bootstrap Jobs and what their pods said at their end. It remembers when it first saw each
 * end: kubelets have clocks of their own. In whole milliseconds, as decisions count: a fraction
 * more would lie in their future.
 */
final class BootstrapViews {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Instant> ends = new HashMap<>();
    private final Supplier<List<Job>> all;
    private final Clock clock;

    /**
     * @param all the Jobs that exist
     */
    BootstrapViews(Supplier<List<Job>> all, Clock clock) {
        this.all = all;
        this.clock = clock;
    }

    BootstrapView of(Optional<Job> job, List<Pod> pods) {
        if (job.isEmpty()) {
            return pods.isEmpty() ? new BootstrapView.None() : new BootstrapView.Going();
        }
        var meta = Metas.of(job.get());
        var jobId = meta.annotations().getOrDefault(Names.JOB_ID, "");
        if (meta.isDeleted()) return new BootstrapView.Going();
        var pod = pods.stream().filter(one -> Metas.ownerUid(one).equals(meta.uid())).findFirst();
        if (!isEnded(job.get())) {
            var trouble = pod.map(PodViews::trouble).orElseGet(() -> refusal(job.get()));
            return new BootstrapView.Running(meta.name(), meta.uid(), jobId, trouble);
        }
        return ended(job.get(), meta.name(), meta.uid(), jobId, endOf(meta.uid()), pod);
    }

    /** For each new end those of Jobs that are gone are forgotten. */
    private synchronized Instant endOf(String uid) {
        if (!ends.containsKey(uid)) {
            var living = all.get().stream().map(job -> job.getMetadata().getUid()).toList();
            ends.keySet().retainAll(Set.copyOf(living));
        }
        return ends.computeIfAbsent(uid, _ -> clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    /** How many ends are remembered. */
    synchronized int size() {
        return ends.size();
    }

    private static boolean isEnded(Job job) {
        return has(job, "Complete") || has(job, "Failed");
    }

    private static boolean has(Job job, String condition) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(
                                one ->
                                        one.getType().equals(condition)
                                                && one.getStatus().equals("True"));
    }

    /**
     * Why the Job makes no pod; Kubernetes tells it in Events only, so there is nothing to read.
     */
    private static String refusal(Job job) {
        return has(job, "Suspended") ? "its Job is suspended" : "";
    }

    private static BootstrapView ended(
            Job job, String name, String uid, String jobId, Instant seenAt, Optional<Pod> pod) {
        var terminated = pod.flatMap(BootstrapViews::terminated);
        var message =
                terminated.map(end -> Objects.requireNonNullElse(end.getMessage(), "")).orElse("");
        var report = report(message);
        if (report.isPresent()) {
            var text = report.get().path("message").asText("");
            return new BootstrapView.Ended(name, uid, jobId, seenAt, said(report.get()), text);
        }
        var said = has(job, "Complete") ? Said.SUBMITTED : Said.NOTHING;
        return new BootstrapView.Ended(name, uid, jobId, seenAt, said, death(terminated, message));
    }

    private static Optional<ContainerStateTerminated> terminated(Pod pod) {
        return PodViews.main(pod).map(container -> PodViews.state(container).getTerminated());
    }

    private static Said said(JsonNode report) {
        return switch (report.path("submitted").asText("")) {
            case "true" -> Said.SUBMITTED;
            case "false" -> Said.NOT_SUBMITTED;
            default -> Said.NOTHING;
        };
    }

    private static Optional<JsonNode> report(String message) {
        try {
            var tree = JSON.readTree(message);
            return tree.isObject() ? Optional.of(tree) : Optional.empty();
        } catch (JsonProcessingException notOurs) {
            return Optional.empty();
        }
    }

    private static String death(Optional<ContainerStateTerminated> end, String message) {
        return end.map(
                        one ->
                                "the bootstrap pod ended with exit code %d (%s) %s"
                                        .formatted(one.getExitCode(), one.getReason(), message))
                .orElse("the bootstrap pod is gone")
                .strip();
    }
}
