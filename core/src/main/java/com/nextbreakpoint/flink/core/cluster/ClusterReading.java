package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.ClusterSupervision;
import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.RescalePolicy;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.scaling.Surplus;
import com.nextbreakpoint.flink.core.scaling.TaskManagers;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    FlinkView flink() {
        return observed.flink();
    }

    ClusterFacts.Asked asked() {
        return new ClusterFacts.Asked(
                observed.cluster().meta().isDeleted(),
                request(),
                status().requestedState() == RequestedState.Running);
    }

    /** A path to begin from is one job's; beside what is no START it means nothing. */
    private Request request() {
        var meta = observed.cluster().meta();
        var written = Request.Written.of(meta);
        if (written.isStart() && written.restoreFrom() != null) return Request.REFUSED;
        return Request.of(
                meta,
                supervision().requestedAction(),
                supervision().withoutSavepoint(),
                written.restoreFrom());
    }

    Optional<PodView> jobManager() {
        return observed.jobManagers().stream().filter(PodView::isLiving).findFirst();
    }

    String incarnation() {
        return flink().processIn(jobManager().map(PodView::incarnation).orElse(""));
    }

    boolean flinkAnswers() {
        return flink().answersFor(incarnation());
    }

    /** One poll that failed means nothing. */
    boolean flinkIsSilent() {
        return !flinkAnswers() && flink().failures() >= FlinkView.FAILURES_THAT_COUNT;
    }

    /** The name under which the next, or the newest, JobManager pod is created. */
    String jobManagerName() {
        var meta = observed.cluster().meta();
        var identity = meta.uid() + "/" + supervision().jobManagerCount();
        return Names.jobManagerPod(meta.name(), Hashes.suffix(identity));
    }

    /** New at each try; which of them it is does not matter. */
    String taskManagerName(int index) {
        var meta = observed.cluster().meta();
        return Names.taskManagerPod(
                meta.name(), Hashes.suffix(meta.uid() + "/" + now() + "/" + index));
    }

    boolean isOutdated(PodView pod, boolean isJobManager) {
        var revision = supervision().revision();
        return pod.revision() < (isJobManager ? revision.jobManager() : revision.taskManager());
    }

    /** All pods that are of an older revision, Terminating ones included. */
    List<PodView> outdated() {
        return Stream.concat(
                        observed.jobManagers().stream().filter(pod -> isOutdated(pod, true)),
                        observed.taskManagers().stream().filter(pod -> isOutdated(pod, false)))
                .toList();
    }

    Stream<PodView> allPods() {
        return Stream.concat(observed.jobManagers().stream(), observed.taskManagers().stream());
    }

    /** Failed pods, and TaskManagers that do not register. */
    List<PodView> dead() {
        var failed = allPods().filter(pod -> pod.life() == PodView.Life.DEAD);
        var mute = currentTaskManagers().stream().filter(this::isMute);
        return Stream.concat(failed, mute).toList();
    }

    List<PodView> currentTaskManagers() {
        return observed.taskManagers().stream()
                .filter(pod -> pod.isLiving() && !isOutdated(pod, false))
                .toList();
    }

    /** Running, but unknown to Flink for longer than taskTimeout. */
    private boolean isMute(PodView pod) {
        var reachable = flink().reachableSince();
        if (!flinkAnswers() || reachable == null || pod.containerId().isEmpty()) return false;
        return registration(pod).isEmpty()
                && isOver(later(pod.since(), reachable), tuning.taskTimeout());
    }

    Optional<FlinkView.TaskManager> registration(PodView pod) {
        return flink().taskManagers().stream()
                .filter(
                        one ->
                                one.id().equals(pod.name())
                                        || (!pod.ip().isEmpty() && one.host().equals(pod.ip())))
                .findFirst();
    }

    List<PodView> overdue() {
        var twice = flink().heartbeatTimeout().multipliedBy(2);
        var wait = twice.compareTo(tuning.taskTimeout()) > 0 ? twice : tuning.taskTimeout();
        return allPods()
                .filter(pod -> pod.nodeLost() && pod.killDue() != null)
                .filter(pod -> pod.killDue() != null && isOver(pod.killDue(), wait))
                .toList();
    }

    static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    boolean isOver(Instant since, Duration time) {
        return alarm.isOver(since, time);
    }

    boolean isScaledByJobs() {
        return tuning.rescalePolicy() == RescalePolicy.JobParallelism
                && !observed.jobs().marks().isEmpty();
    }

    int wantedTaskManagers() {
        return isScaledByJobs()
                ? TaskManagers.wanted(
                        observed.jobs().slots(),
                        spec.taskManager().taskSlots(),
                        spec.minTaskManagers(),
                        spec.maxTaskManagers())
                : TaskManagers.wanted(spec);
    }

    /** One that runs as it was made, where the spec says something else by now. */
    Optional<Pod> unchangedTaskManager() {
        if (!isTaskManagerChanged()) return Optional.empty();
        var living = currentTaskManagers().stream().map(PodView::name).toList();
        return observed.taskManagerPods().stream()
                .filter(pod -> living.contains(pod.getMetadata().getName()))
                .findFirst();
    }

    int missingTaskManagers() {
        return Math.max(0, wantedTaskManagers() - currentTaskManagers().size());
    }

    /** What keeps a pod of ours from starting, in one line. */
    Optional<String> trouble() {
        return Stream.concat(jobManager().stream(), currentTaskManagers().stream())
                .map(PodView::trouble)
                .filter(trouble -> !trouble.isEmpty())
                .findFirst();
    }

    /** Empty until the wish has not changed for rescaleDelay and no job starts or stops. */
    List<String> surplus() {
        var living = currentTaskManagers();
        var wanted = wantedTaskManagers();
        var changed = status().rescaleTimestamp();
        var settled =
                status().taskManagers() == wanted
                        && changed != null
                        && isOver(changed, tuning.rescaleDelay())
                        && !observed.jobs().moving();
        if (!settled || living.size() <= wanted) return List.of();
        return Surplus.choose(
                living.stream().map(this::candidate).toList(), living.size() - wanted);
    }

    private Surplus.Candidate candidate(PodView pod) {
        var registration = registration(pod);
        var idle = registration.filter(one -> one.freeSlots() == one.slots()).isPresent();
        return new Surplus.Candidate(
                pod.name(), pod.ready(), registration.isPresent(), idle, pod.created());
    }

    /** Live jobs with this cluster's mark and the mark of no FlinkJob. */
    List<String> orphans() {
        var meta = observed.cluster().meta();
        var mark = Hashes.clusterMark(meta.namespace(), meta.name());
        if (!flinkAnswers()) return List.of();
        return flink().jobs().values().stream()
                .filter(job -> !job.isFinal())
                .map(FlinkJobView::id)
                .filter(id -> id.startsWith(mark, mark.length()))
                .filter(id -> !observed.jobs().marks().contains(id.substring(0, Hashes.JOB_MARK)))
                .toList();
    }

    /** Whether the JobManager's side of the spec differs from what the cluster runs with. */
    boolean isJobManagerChanged() {
        var wanted = Digests.of(spec);
        var has = status().digest();
        return !wanted.runtime().equals(has.runtime())
                || !wanted.jobManager().equals(has.jobManager());
    }

    private boolean isTaskManagerChanged() {
        var wanted = Digests.of(spec);
        var has = status().digest();
        return !wanted.runtime().equals(has.runtime())
                || !wanted.taskManager().equals(has.taskManager());
    }

    boolean isChanged() {
        return isJobManagerChanged() || isTaskManagerChanged();
    }
}
