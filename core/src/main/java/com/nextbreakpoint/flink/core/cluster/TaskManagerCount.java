package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.desired.TaskManagerPod;
import com.nextbreakpoint.flink.core.scaling.Surplus;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The TaskManagers against what is wanted. */
enum TaskManagerCount {
    RIGHT,
    MISSING,
    SURPLUS;

    static TaskManagerCount of(ClusterReading r) {
        if (missing(r) > 0) return MISSING;
        return surplus(r).isEmpty() ? RIGHT : SURPLUS;
    }

    static int wanted(ClusterReading r) {
        // T7.wanted
        return isScaledByJobs(r)
                ? TaskManagers.wanted(
                        r.observed().jobs().slots(),
                        r.spec().taskManager().taskSlots(),
                        r.spec().minTaskManagers(),
                        r.spec().maxTaskManagers())
                : TaskManagers.wanted(r.spec());
    }

    private static boolean isScaledByJobs(ClusterReading r) {
        return r.tuning().rescalePolicy() == RescalePolicy.JobParallelism
                && !r.observed().jobs().marks().isEmpty();
    }

    /** Whether the spec shows what is wanted. */
    static boolean isMirrored(ClusterReading r) {
        // T7.mirror
        return !isScaledByJobs(r) || r.spec().taskManagers() == wanted(r);
    }

    static long registered(ClusterReading r) {
        return r.currentTaskManagers().stream()
                .filter(pod -> r.registration(pod).isPresent())
                .count();
    }

    static int missing(ClusterReading r) {
        // T7.missing
        return Math.max(0, wanted(r) - r.currentTaskManagers().size());
    }

    static List<PodView> surplus(ClusterReading r) {
        var living = r.currentTaskManagers();
        var wanted = wanted(r);
        var changed = r.status().rescaleTimestamp();
        // T7.surplus
        var settled =
                r.status().taskManagers() == wanted
                        && changed != null
                        && r.isOver(changed, r.tuning().rescaleDelay())
                        && !r.observed().jobs().moving();
        if (!settled || living.size() <= wanted) return List.of();
        var candidates = living.stream().map(pod -> candidate(pod, r)).toList();
        var names = Surplus.choose(candidates, living.size() - wanted);
        return living.stream().filter(pod -> names.contains(pod.name())).toList();
    }

    private static Surplus.Candidate candidate(PodView pod, ClusterReading r) {
        var registration = r.registration(pod);
        var idle = registration.filter(one -> one.freeSlots() == one.slots()).isPresent();
        return new Surplus.Candidate(
                pod.name(), pod.ready(), registration.isPresent(), idle, pod.created());
    }

    /** The pods of those that are missing. */
    static Stream<Pod> pods(ClusterReading r) {
        // T7.missing
        return IntStream.range(0, missing(r)).mapToObj(index -> pod(name(r, index), r));
    }

    /** New at each try; which of them it is does not matter. */
    private static String name(ClusterReading r, int index) {
        var meta = r.observed().cluster().meta();
        return Names.taskManagerPod(
                meta.name(), Hashes.suffix(meta.uid() + "/" + r.now() + "/" + index));
    }

    private static Pod pod(String name, ClusterReading r) {
        // K3.stopping-6
        return unchanged(r)
                .map(living -> TaskManagerPod.copy(living, name))
                .orElseGet(
                        () ->
                                TaskManagerPod.desired(
                                        r.observed().cluster().meta(),
                                        r.spec(),
                                        r.supervision().revision().taskManager(),
                                        name,
                                        r.tuning()));
    }

    /** One that runs as it was made, where the spec says something else by now. */
    private static Optional<Pod> unchanged(ClusterReading r) {
        if (!Revisions.isTaskManagerChanged(r)) return Optional.empty();
        var living = r.currentTaskManagers().stream().map(PodView::name).toList();
        return r.observed().taskManagerPods().stream()
                .filter(pod -> living.contains(pod.getMetadata().getName()))
                .findFirst();
    }
}
