package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import com.nextbreakpoint.flink.core.supervision.SimulatedFlink.SimulatedJob;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.NullUnmarked;

/**
 * A cluster with its jobs in a closed loop: pods appear a second after they are created, Flink
 * answers as soon as its pod runs, a bootstrap submits in the second after its creation.
 */
@NullUnmarked
final class Simulation {
    static final String CLUSTER = "demo";

    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    final SimulatedFlink.Storage storage = new SimulatedFlink.Storage();
    Resource<FlinkClusterSpec, FlinkClusterStatus> cluster;
    final TreeMap<String, Resource<FlinkJobSpec, FlinkJobStatus>> jobs = new TreeMap<>();
    final Map<String, PodView> jobManagers = new TreeMap<>();
    final Map<String, PodView> taskManagers = new TreeMap<>();
    final Map<String, BootstrapView> bootstraps = new HashMap<>();
    private final Map<String, Job> pending = new HashMap<>();
    final List<String> trail = new ArrayList<>();
    Service service;
    SimulatedFlink flink;
    Set<String> rehearsed = Set.of();
    int writes;
    private int version;

    void create(FlinkClusterSpec spec, Map<String, FlinkJobSpec> wanted) {
        cluster = new Resource<>(meta(CLUSTER, Map.of()), spec, "", FlinkClusterStatus.NONE);
        wanted.forEach(
                (name, job) ->
                        jobs.put(
                                name,
                                new Resource<>(
                                        meta(name, Map.of()), job, "", FlinkJobStatus.NONE)));
    }

    private Meta meta(String name, Map<String, String> annotations) {
        return new Meta(
                "flink-jobs",
                name,
                "uid-" + name,
                1,
                "" + version++,
                now,
                null,
                "",
                Set.of(),
                annotations,
                Map.of());
    }

    FlinkJobStatus job(String name) {
        return jobs.get(name).status();
    }

    FlinkClusterStatus clusterStatus() {
        return cluster.status();
    }

    SimulatedJob running(String name) {
        return flink.jobs.get(job(name).jobId());
    }

    /** Steps until the condition holds; fails with the trail of what was done. */
    void until(BooleanSupplier condition) {
        for (int i = 0; i < 400; i++) {
            if (condition.getAsBoolean()) return;
            tick();
        }
        throw new AssertionError(
                "not reached; cluster "
                        + (cluster == null ? "gone" : cluster.status())
                        + "\njobs "
                        + jobs.values().stream().map(Resource::status).toList()
                        + "\n"
                        + String.join(
                                "\n", trail.subList(Math.max(0, trail.size() - 40), trail.size())));
    }

    void tick() {
        now = now.plus(Duration.ofSeconds(1));
        live();
        var world = world();
        var steps = Supervision.step(world, now);
        if (steps.cluster() != null && !steps.cluster().status().equals(cluster.status())) {
            writes++;
            trail.add("cluster " + steps.cluster().notices());
            cluster = new Resource<>(cluster.meta(), cluster.spec(), "", steps.cluster().status());
        }
        for (var step : steps.jobs()) {
            var job = jobs.get(step.name());
            if (!job.status().equals(step.status())) {
                writes++;
                trail.add(step.name() + " " + step.notices());
                jobs.put(step.name(), new Resource<>(job.meta(), job.spec(), "", step.status()));
            }
        }
        if (steps.cluster() != null) steps.cluster().actions().forEach(this::perform);
        steps.jobs().forEach(step -> step.actions().forEach(this::perform));
        assertOneCopy();
    }

    private void assertOneCopy() {
        if (flink == null) return;
        for (var name : jobs.keySet()) {
            var mark = Hashes.jobMark("flink-jobs", CLUSTER, name);
            var copies =
                    flink.jobs.values().stream()
                            .filter(job -> job.live() && job.id.startsWith(mark))
                            .count();
            if (copies > 1) throw new AssertionError(name + " runs " + copies + " times");
        }
    }

    private World world() {
        var seen =
                jobs.values().stream()
                        .map(
                                job ->
                                        new World.JobSeen(
                                                job,
                                                bootstraps.getOrDefault(
                                                        job.meta().name(),
                                                        new BootstrapView.None()),
                                                new Refusals(Map.of(), rehearsed)))
                        .toList();
        return new World(
                CLUSTER,
                cluster,
                List.copyOf(jobManagers.values()),
                List.copyOf(taskManagers.values()),
                service,
                seen,
                view(),
                new Refusals(Map.of(), rehearsed));
    }

    private FlinkView view() {
        if (flink == null) return FlinkView.NONE;
        var registered =
                taskManagers.values().stream()
                        .filter(pod -> pod.isLiving() && pod.ready())
                        .map(pod -> new FlinkView.TaskManager(pod.name(), pod.ip(), 1, 1))
                        .toList();
        return flink.view(registered, now);
    }

    /** A second passes: pods start, bootstraps submit, jobs count. */
    private void live() {
        jobManagers.replaceAll((name, pod) -> started(pod));
        taskManagers.replaceAll((name, pod) -> started(pod));
        var process = jobManagers.values().stream().filter(PodView::ready).findFirst();
        if (process.isEmpty()) {
            flink = null;
        } else if (flink == null || !flink.incarnation.equals(process.get().incarnation())) {
            flink = new SimulatedFlink(process.get().incarnation());
        }
        if (flink != null) {
            flink.jobs.values().stream().filter(SimulatedJob::live).forEach(job -> job.counter++);
            pending.values().forEach(this::submit);
            pending.clear();
        }
    }

    private PodView started(PodView pod) {
        return pod.isLiving() ? pod(pod.name(), pod.uid(), pod.revision(), true) : pod;
    }

    private PodView pod(String name, String uid, int revision, boolean ready) {
        return new PodView(
                name,
                uid,
                revision,
                PodView.Life.LIVING,
                ready,
                now,
                now,
                ready ? "container" : "",
                "10.0.0.1" + name.hashCode(),
                null,
                false,
                "");
    }

    private void submit(Job job) {
        var id = job.getMetadata().getAnnotations().get(Names.JOB_ID);
        var args = job.getSpec().getTemplate().getSpec().getContainers().getFirst().getArgs();
        var path = option(args, "--savepoint-path=");
        var parallelism = Integer.parseInt(option(args, "--parallelism="));
        var counter = path.isEmpty() ? 0 : storage.get(path);
        if (counter < 0) throw new AssertionError("restored from nowhere: " + path);
        flink.jobs.putIfAbsent(id, new SimulatedJob(id, parallelism, counter));
        var name = job.getMetadata().getName().substring("bootstrap-".length());
        bootstraps.put(
                name,
                new BootstrapView.Ended(
                        job.getMetadata().getName(),
                        "uid-" + id,
                        id,
                        now.minusMillis(1),
                        BootstrapView.Said.SUBMITTED,
                        ""));
    }

    private static String option(List<String> args, String name) {
        return args.stream()
                .filter(arg -> arg.startsWith(name))
                .map(arg -> arg.substring(name.length()))
                .findFirst()
                .orElse("");
    }

    private void perform(Action action) {
        trail.add("  " + action.key());
        switch (action) {
            case Action.AddFinalizer add -> change(add.name(), m -> with(m, true, Map.of()));
            case Action.RemoveFinalizer remove -> {
                jobs.remove(remove.name());
                if (remove.name().equals(CLUSTER)) cluster = null;
            }
            case Action.ResetRequest reset -> change(reset.name(), m -> with(m, true, Map.of()));
            case Action.AddLabels _ -> {}
            case Action.Scale scale -> scale(scale.replicas());
            case Action.CreatePod create -> created(create.pod());
            case Action.DeletePod delete -> {
                jobManagers.remove(delete.name());
                taskManagers.remove(delete.name());
            }
            case Action.ApplyService apply -> service = apply.service();
            case Action.DeleteService _ -> service = null;
            case Action.CreateJob create -> {
                var name = create.job().getMetadata().getName().substring("bootstrap-".length());
                var id = create.job().getMetadata().getAnnotations().get(Names.JOB_ID);
                pending.put(name, create.job());
                bootstraps.put(name, new BootstrapView.Running("bootstrap-" + name, id, id, ""));
            }
            case Action.DeleteJob delete ->
                    bootstraps.remove(delete.name().substring("bootstrap-".length()));
            case Action.Rehearse rehearse -> rehearsed = Set.of(rehearse.key());
            case Action.CancelJob cancel -> flink.jobs.get(cancel.jobId()).state = "CANCELED";
            case Action.StopJob stop ->
                    flink.stop(
                            stop.jobId(), stop.triggerId(), stop.targetDirectory(), storage, now);
            case Action.TriggerSavepoint one ->
                    flink.savepoint(
                            one.jobId(), one.triggerId(), one.targetDirectory(), storage, now);
            default -> throw new AssertionError("not simulated: " + action.key());
        }
    }

    private void created(Pod pod) {
        var meta = pod.getMetadata();
        var revision = Integer.parseInt(meta.getAnnotations().get(Names.REVISION));
        var view = pod(meta.getName(), "uid-" + meta.getName(), revision, false);
        var role = meta.getLabels().get(Labels.ROLE);
        (role.equals(Labels.JOB_MANAGER) ? jobManagers : taskManagers).put(meta.getName(), view);
    }

    private void scale(int replicas) {
        cluster =
                new Resource<>(
                        cluster.meta(),
                        cluster.spec().withTaskManagers(replicas),
                        "",
                        cluster.status());
    }

    void annotate(String name, String action, Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put(Names.REQUESTED_ACTION, action);
        change(name, m -> with(m, true, Map.copyOf(all)));
    }

    void edit(String name, UnaryOperator<FlinkJobSpec> edit) {
        var job = jobs.get(name);
        jobs.put(name, new Resource<>(job.meta(), edit.apply(job.spec()), "", job.status()));
    }

    void delete(String name) {
        change(name, m -> deleted(m));
    }

    private void change(String name, UnaryOperator<Meta> change) {
        if (name.equals(CLUSTER)) {
            cluster =
                    new Resource<>(
                            change.apply(cluster.meta()), cluster.spec(), "", cluster.status());
        } else {
            var job = jobs.get(name);
            jobs.put(name, new Resource<>(change.apply(job.meta()), job.spec(), "", job.status()));
        }
    }

    private Meta with(Meta m, boolean finalizer, Map<String, String> annotations) {
        var labels = Labels.job(CLUSTER, Names.shortJob(CLUSTER, m.name()));
        return new Meta(
                m.namespace(),
                m.name(),
                m.uid(),
                m.generation(),
                "" + version++,
                m.created(),
                m.deleted(),
                "",
                finalizer ? Set.of(Names.SUPERVISOR_FINALIZER) : Set.of(),
                annotations,
                labels);
    }

    private Meta deleted(Meta m) {
        return new Meta(
                m.namespace(),
                m.name(),
                m.uid(),
                m.generation(),
                "" + version++,
                m.created(),
                now,
                "",
                m.finalizers(),
                m.annotations(),
                m.labels());
    }
}
