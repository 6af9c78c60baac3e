package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.kube.Metas;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a pod: what its kubelet and the scheduler say of it. */
final class PodViews {
    private static final Set<String> EARLY = Set.of("ContainerCreating", "PodInitializing");

    private PodViews() {}

    static PodView of(Pod pod) {
        var meta = Metas.of(pod);
        var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        var ready = condition(pod, "Ready");
        var isReady = ready.filter(one -> "True".equals(one.getStatus())).isPresent();
        var since =
                ready.map(one -> Metas.instant(one.getLastTransitionTime())).orElse(meta.created());
        var main = containers(pod).findFirst();
        return new PodView(
                meta.name(),
                meta.uid(),
                revision(meta.annotations().get(Names.REVISION)),
                life(pod),
                isReady,
                since,
                meta.created(),
                main.filter(one -> one.getState().getRunning() != null)
                        .map(ContainerStatus::getContainerID)
                        .orElse(""),
                Objects.requireNonNullElse(status.getPodIP(), ""),
                meta.deleted(),
                isNodeLost(isReady, main),
                trouble(pod));
    }

    private static int revision(@Nullable String annotation) {
        try {
            return annotation == null ? 0 : Integer.parseInt(annotation);
        } catch (NumberFormatException wrong) {
            return 0;
        }
    }

    private static PodView.Life life(Pod pod) {
        if (pod.getMetadata().getDeletionTimestamp() != null) return PodView.Life.TERMINATING;
        var phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return "Failed".equals(phase) || "Succeeded".equals(phase)
                ? PodView.Life.DEAD
                : PodView.Life.LIVING;
    }

    /** A kubelet that reports would call the container not ready before the pod. */
    private static boolean isNodeLost(boolean podReady, Optional<ContainerStatus> main) {
        return !podReady && main.filter(one -> Boolean.TRUE.equals(one.getReady())).isPresent();
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        var conditions =
                pod.getStatus() == null ? List.<PodCondition>of() : pod.getStatus().getConditions();
        return conditions.stream().filter(one -> one.getType().equals(type)).findFirst();
    }

    /** Why the pod does not run, in one line; "" when it does, or has only just been made. */
    static String trouble(Pod pod) {
        var unscheduled =
                condition(pod, "PodScheduled")
                        .filter(one -> "False".equals(one.getStatus()))
                        .map(one -> one.getReason() + ": " + one.getMessage());
        var init =
                pod.getStatus() == null
                        ? Stream.<ContainerStatus>empty()
                        : pod.getStatus().getInitContainerStatuses().stream();
        return Stream.concat(
                        unscheduled.stream(),
                        Stream.concat(init, containers(pod))
                                .map(PodViews::trouble)
                                .flatMap(Optional::stream))
                .findFirst()
                .map(PodViews::oneLine)
                .orElse("");
    }

    private static Optional<String> trouble(ContainerStatus container) {
        var waiting = container.getState().getWaiting();
        if (waiting == null
                || EARLY.contains(Objects.requireNonNullElse(waiting.getReason(), ""))) {
            return Optional.empty();
        }
        var last =
                container.getLastState() == null ? null : container.getLastState().getTerminated();
        var end =
                last == null
                        ? Objects.requireNonNullElse(waiting.getMessage(), "")
                        : "exit code %d %s"
                                .formatted(
                                        last.getExitCode(),
                                        Objects.requireNonNullElse(last.getMessage(), ""));
        return Optional.of(container.getName() + " " + waiting.getReason() + ": " + end.strip());
    }

    private static String oneLine(String text) {
        var line = text.strip().replaceAll("\\s+", " ");
        return line.length() <= 300 ? line : line.substring(0, 300);
    }
}
