package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.ClusterSupervision;
import com.nextbreakpoint.flink.api.ClusterSupervisionBuilder;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Tuning;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What an observation says at a moment, in the words of the rules; its spec can be read. */
record ClusterReading(ClusterObserved observed, FlinkClusterSpec spec, Tuning tuning, Alarm alarm) {
    Instant now() {
        return alarm.now();
    }

    FlinkClusterStatus status() {
        return observed.cluster().status();
    }

    ClusterSupervision supervision() {
        return status().supervision();
    }

    /** The status with something else noted for the supervision itself. */
    static FlinkClusterStatus note(
            FlinkClusterStatus status, Consumer<ClusterSupervisionBuilder> change) {
        return status.withSupervision(status.supervision().with(change));
    }

    boolean hasFinalizer() {
        return observed.cluster().meta().finalizers().contains(Names.SUPERVISOR_FINALIZER);
    }

    FlinkView flink() {
        return observed.flink();
    }

    Optional<PodView> jobManager() {
        return observed.jobManagers().stream().filter(PodView::isLiving).findFirst();
    }

    String incarnation() {
        return flink().processIn(jobManager().map(PodView::incarnation).orElse(""));
    }

    boolean flinkAnswers() {
        // C1.4
        return flink().answersFor(incarnation());
    }

    /** One poll that failed means nothing. */
    boolean flinkIsSilent() {
        // K3.started-3
        return !flinkAnswers() && flink().failures() >= FlinkView.FAILURES_THAT_COUNT;
    }

    Stream<PodView> allPods() {
        return Stream.concat(observed.jobManagers().stream(), observed.taskManagers().stream());
    }

    List<PodView> currentTaskManagers() {
        int revision = supervision().revision().taskManager();
        // T7.terminating
        return observed.taskManagers().stream()
                .filter(pod -> pod.isLiving() && pod.revision() >= revision)
                .toList();
    }

    Optional<FlinkView.TaskManager> registration(PodView pod) {
        // T7.match
        return flink().taskManagers().stream()
                .filter(
                        one ->
                                one.id().equals(pod.name())
                                        || (!pod.ip().isEmpty() && one.host().equals(pod.ip())))
                .findFirst();
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    boolean isOver(Instant since, Duration time) {
        return alarm.isOver(since, time);
    }

    /** What keeps a pod of ours from starting, in one line. */
    Optional<String> trouble() {
        return Stream.concat(jobManager().stream(), currentTaskManagers().stream())
                .map(PodView::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .findFirst();
    }
}
