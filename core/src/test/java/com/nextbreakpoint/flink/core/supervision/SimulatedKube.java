package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.PodView;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.NullUnmarked;

/** The pods, the Service and the bootstrap Jobs of one cluster, with the Flink in them. */
@NullUnmarked
final class SimulatedKube {
    private static final Duration HEARTBEAT = FlinkView.DEFAULT_HEARTBEAT_TIMEOUT;

    final Map<String, SimulatedPod> jobManagers = new TreeMap<>();
    final Map<String, SimulatedPod> taskManagers = new TreeMap<>();
    final Map<String, SimulatedBootstrap> bootstraps = new HashMap<>();
    private final List<SimulatedBootstrap> landing = new ArrayList<>();
    private final Weather weather;
    private final Storage storage;
    Service service;
    SimulatedFlink flink;
    private SimulatedFlink remembered;
    private int uids;

    SimulatedKube(Weather weather, Storage storage) {
        this.weather = weather;
        this.storage = storage;
    }

    /** A second passes. */
    void live(Instant now) {
        for (var pods : List.of(jobManagers, taskManagers)) {
            pods.values().forEach(pod -> pod.live(now));
            pods.values().removeIf(pod -> pod.goneAt != null && !pod.goneAt.isAfter(now));
        }
        processes(now);
        landing.removeIf(one -> one.live(answering(), storage, now));
        for (var one : bootstraps.values()) {
            one.live(answering(), storage, now);
            if (one.isGone(now)) landing.add(one);
        }
        bootstraps.values().removeIf(one -> one.isGone(now));
        if (answering() != null) flink.live(registered(), now, weather.checkpoints());
    }

    private void processes(Instant now) {
        var pod = jobManagers.values().stream().filter(one -> !one.incarnation().isEmpty());
        var process = pod.findFirst().map(SimulatedPod::incarnation).orElse("");
        if (flink == null ? process.isEmpty() : flink.incarnation.equals(process)) return;
        var before = flink;
        if (before != null) die(before, now);
        flink = process.isEmpty() ? null : new SimulatedFlink(process, weather, storage);
        if (flink != null && remembered != null) flink.recover(remembered, this::isStored);
        if (flink != null) remembered = null;
    }

    /** Where HA takes a job over, its tasks begin anew. */
    private boolean isStored(SimulatedJob job) {
        if (!job.stored && weather.losesJob()) return false;
        job.stored = true;
        taskManagers.values().forEach(pod -> pod.leftovers.remove(job.id.substring(0, 16)));
        return true;
    }

    private void die(SimulatedFlink before, Instant now) {
        for (var job : before.jobs.values()) {
            for (var name : job.taskManagers) {
                var pod = taskManagers.get(name);
                if (pod != null) pod.leftovers.put(job.id.substring(0, 16), now.plus(HEARTBEAT));
            }
        }
        before.die(now, weather.wasWritten());
        if (weather.ha) remembered = before;
    }

    private List<String> registered() {
        var names = new ArrayList<String>();
        for (var pod : taskManagers.values()) if (pod.ready()) names.add(pod.name);
        return names;
    }

    /** The Flink whose JobManager is up; null while there is none. */
    SimulatedFlink answering() {
        if (flink == null) return null;
        for (var pod : jobManagers.values()) {
            if (pod.ready() && pod.incarnation().equals(flink.incarnation)) return flink;
        }
        return null;
    }

    /** The same, when it is certain which process it is. */
    SimulatedFlink certain(Instant now) {
        var untold = jobManagers.values().stream().anyMatch(pod -> pod.isUntold(now));
        return untold ? null : answering();
    }

    List<FlinkView.TaskManager> registrations() {
        var all = new ArrayList<FlinkView.TaskManager>();
        for (var pod : taskManagers.values()) {
            if (pod.ready()) {
                int free = flink.isBusy(pod.name) ? 0 : 1;
                all.add(new FlinkView.TaskManager(pod.name, pod.name, 1, free));
            }
        }
        return all;
    }

    static List<PodView> views(Collection<SimulatedPod> pods) {
        return pods.stream().map(SimulatedPod::view).toList();
    }

    void create(Pod pod, Instant now) {
        var meta = pod.getMetadata();
        var role = meta.getLabels().get(Labels.ROLE);
        var made = new SimulatedPod(pod, "uid-" + uids++, now, now.plusSeconds(weather.podStart()));
        (role.equals(Labels.JOB_MANAGER) ? jobManagers : taskManagers)
                .putIfAbsent(meta.getName(), made);
    }

    void deletePod(String name, String uid, Instant now) {
        for (var pods : List.of(jobManagers, taskManagers)) {
            var pod = pods.get(name);
            if (pod != null && pod.uid.equals(uid)) pod.delete(now.plusSeconds(weather.podEnd()));
        }
    }

    static String flinkJob(String bootstrap) {
        return bootstrap.substring("bootstrap-".length());
    }

    void create(Job job, Instant now) {
        var post = now.plusSeconds(weather.podStart());
        var made =
                new SimulatedBootstrap(
                        job,
                        "uid-" + uids++,
                        post,
                        post.plusSeconds(weather.slowMain()),
                        weather.throwsInMain());
        bootstraps.putIfAbsent(flinkJob(job.getMetadata().getName()), made);
    }

    void deleteJob(String name, String uid, Instant now) {
        var one = bootstraps.get(flinkJob(name));
        if (one != null && one.uid.equals(uid)) one.delete(now.plusSeconds(weather.podEnd()));
    }

    /** The cluster's object is gone, and with it all that it owns. */
    void collect(Instant now) {
        jobManagers.clear();
        taskManagers.clear();
        service = null;
        processes(now);
        remembered = null;
    }

    void forget(String flinkJob, Instant now) {
        var one = bootstraps.get(flinkJob);
        if (one != null) one.delete(now);
    }
}
