package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.kube.cache.Metas;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a pod: what its kubelet and the scheduler say of it. Kubernetes lists containers by their
 * names, and others may add some: ours is the one that is named by the pod's role.
 */
final class PodViews {
    private static final Set<String> EARLY = Set.of("ContainerCreating", "PodInitializing");

    private PodViews() {}

    static PodView of(Pod pod) {
        var meta = Metas.of(pod);
        var status = Objects.requireNonNullElseGet(pod.getStatus(), PodStatus::new);
        var ready = condition(pod, "Ready");
        var since =
                ready.map(one -> Metas.instant(one.getLastTransitionTime())).orElse(meta.created());
        var main = main(pod);
        return new PodView(
                meta.name(),
                meta.uid(),
                revision(meta.annotations().get(Names.REVISION)),
                life(pod),
                isReady(pod, main),
                since,
                meta.created(),
                main.filter(one -> state(one).getRunning() != null)
                        .map(ContainerStatus::getContainerID)
                        .orElse(""),
                Objects.requireNonNullElse(status.getPodIP(), ""),
                meta.deleted(),
                isNodeLost(pod, main),
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

    /** A side container that is not ready takes its pod with it, but Flink serves all the same. */
    private static boolean isReady(Pod pod, Optional<ContainerStatus> main) {
        return is(pod, "Ready", "True") || (is(pod, "ContainersReady", "False") && isReady(main));
    }

    /**
     * A kubelet that reports would call the container not ready before the pod, unless another one
     * is at fault; at the latest when it has ended it.
     */
    private static boolean isNodeLost(Pod pod, Optional<ContainerStatus> main) {
        return !is(pod, "Ready", "True") && isReady(main);
    }

    private static boolean isReady(Optional<ContainerStatus> container) {
        return container.filter(one -> Boolean.TRUE.equals(one.getReady())).isPresent();
    }

    static Optional<ContainerStatus> main(Pod pod) {
        return containers(pod).filter(one -> isMain(one, pod)).findFirst();
    }

    /** To Kubernetes, one without a state waits. */
    static ContainerState state(ContainerStatus container) {
        return Objects.requireNonNullElseGet(container.getState(), ContainerState::new);
    }

    private static boolean isMain(ContainerStatus container, Pod pod) {
        return container.getName().equals(pod.getMetadata().getLabels().get(Labels.ROLE));
    }

    private static Stream<ContainerStatus> containers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream();
    }

    private static Stream<ContainerStatus> initContainers(Pod pod) {
        return pod.getStatus() == null
                ? Stream.empty()
                : pod.getStatus().getInitContainerStatuses().stream();
    }

    private static boolean is(Pod pod, String condition, String status) {
        return condition(pod, condition).filter(one -> status.equals(one.getStatus())).isPresent();
    }

    private static Optional<PodCondition> condition(Pod pod, String type) {
        var conditions =
                pod.getStatus() == null ? List.<PodCondition>of() : pod.getStatus().getConditions();
        return conditions.stream().filter(one -> one.getType().equals(type)).findFirst();
    }

    /**
     * Why the pod does not run as it should, in one line; "" when it does, or has only just been
     * made. First what Flink itself lacks, then what it waits for, then what runs beside it.
     */
    static String trouble(Pod pod) {
        var unscheduled =
                condition(pod, "PodScheduled")
                        .filter(one -> "False".equals(one.getStatus()))
                        .map(one -> one.getReason() + ": " + one.getMessage());
        var beside = containers(pod).filter(one -> !isMain(one, pod));
        var troubles =
                Stream.of(main(pod).stream(), initContainers(pod), beside)
                        .flatMap(Function.identity())
                        .map(PodViews::trouble)
                        .flatMap(Optional::stream);
        return Stream.concat(unscheduled.stream(), troubles)
                .findFirst()
                .map(PodViews::oneLine)
                .orElse("");
    }

    private static Optional<String> trouble(ContainerStatus container) {
        var waiting = state(container).getWaiting();
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
