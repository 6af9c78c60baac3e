package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.JobManagerSpec;
import com.nextbreakpoint.flink.api.TaskManagerSpec;
import com.nextbreakpoint.flink.core.Names;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;

/** Users and the outside world, drawn by lot. */
@NullUnmarked
final class Chaos {
    private static final Map<String, String> WITHOUT = Map.of(Names.WITHOUT_SAVEPOINT, "true");

    private final Simulation sim;
    private final Random random;
    private final FlinkClusterSpec clusterSpec;
    private final Map<String, FlinkJobSpec> jobSpecs;
    private Instant storageFailsUntil = Instant.EPOCH;
    private Instant refusedUntil = Instant.EPOCH;

    Chaos(
            Simulation sim,
            Random random,
            FlinkClusterSpec clusterSpec,
            Map<String, FlinkJobSpec> jobSpecs) {
        this.sim = sim;
        this.random = random;
        this.clusterSpec = clusterSpec;
        this.jobSpecs = jobSpecs;
        sim.meanwhile = () -> sometimes(2, this::user);
    }

    void second() {
        sometimes(6, this::user);
        sometimes(7, this::fault);
        sim.storage.fails = storageFailsUntil.isAfter(sim.now);
        if (!refusedUntil.isAfter(sim.now)) sim.decisions.refused.clear();
    }

    private void sometimes(int percent, Runnable what) {
        if (sim.weather.happens(percent)) what.run();
    }

    private void user() {
        if (random.nextInt(4) == 0) clusterUser();
        else jobUser(List.copyOf(jobSpecs.keySet()).get(random.nextInt(jobSpecs.size())));
    }

    private void clusterUser() {
        var name = Simulation.CLUSTER;
        if (sim.objects.cluster == null) {
            sim.trace("USER creates " + name);
            sim.objects.createCluster(clusterSpec, sim.now);
            return;
        }
        switch (random.nextInt(9)) {
            case 0 -> sim.annotate(name, "STOP", Map.of());
            case 1, 2 -> sim.annotate(name, "START", Map.of());
            case 3 -> sim.annotate(name, "STOP", random.nextBoolean() ? WITHOUT : Map.of());
            case 4 -> sim.annotate(name, "START", random.nextBoolean() ? WITHOUT : Map.of());
            case 5, 6 -> editJobManagers();
            case 7 -> editTaskManagers();
            default -> sometimes(30, () -> delete(name));
        }
    }

    private void editJobManagers() {
        var account = "account-" + random.nextInt(2);
        sim.trace("USER edits the JobManager: " + account);
        var section =
                Specs.read(
                        JobManagerSpec.class,
                        "{\"serviceMode\":\"ClusterIP\",\"serviceAccount\":\"" + account + "\"}");
        sim.objects.edit(spec -> spec.withJobManager(section));
    }

    private void editTaskManagers() {
        var account = "account-" + random.nextInt(2);
        sim.trace("USER edits the TaskManagers: " + account);
        var section =
                Specs.read(
                        TaskManagerSpec.class,
                        "{\"taskSlots\":1,\"serviceAccount\":\"" + account + "\"}");
        sim.objects.edit(spec -> spec.withTaskManager(section));
    }

    private void delete(String name) {
        sim.trace("USER deletes " + name);
        sim.delete(name);
    }

    private void jobUser(String name) {
        if (!sim.objects.jobs.containsKey(name)) {
            sim.trace("USER creates " + name);
            sim.objects.createJob(name, jobSpecs.get(name), sim.now);
            return;
        }
        switch (random.nextInt(12)) {
            case 0 -> sim.annotate(name, "STOP", Map.of());
            case 1, 2, 3 -> sim.annotate(name, "START", Map.of());
            case 4 -> sim.annotate(name, "STOP", random.nextBoolean() ? WITHOUT : Map.of());
            case 5 -> sim.annotate(name, "START", random.nextBoolean() ? WITHOUT : Map.of());
            case 6 -> sim.annotate(name, "TRIGGER_SAVEPOINT", Map.of());
            case 7 -> sometimes(30, () -> sim.annotate(name, "FORGET_SAVEPOINT", Map.of()));
            case 8, 9 -> editArguments(name);
            case 10 -> editParallelism(name, random.nextInt(3));
            default -> sometimes(40, () -> delete(name));
        }
    }

    private void editArguments(String name) {
        var arguments = List.of("--way=" + random.nextInt(2));
        sim.trace("USER edits " + name + ": " + arguments);
        sim.objects.edit(
                name, spec -> spec.withBootstrap(spec.bootstrap().withArguments(arguments)));
    }

    private void editParallelism(String name, int parallelism) {
        sim.trace("USER edits " + name + ": parallelism " + parallelism);
        sim.objects.edit(name, spec -> spec.withJobParallelism(parallelism));
    }

    private void fault() {
        var until = sim.now.plusSeconds(1 + random.nextInt(random.nextInt(4) == 0 ? 60 : 10));
        switch (random.nextInt(10)) {
            case 0 -> on("deleted", any(sim.kube.jobManagers.values()), pod -> pod.delete(until));
            case 1 -> kill(any(sim.kube.jobManagers.values()), until);
            case 2 -> on("frozen", any(sim.kube.jobManagers.values()), pod -> pod.freeze(until));
            case 3, 4 ->
                    on("deleted", any(sim.kube.taskManagers.values()), pod -> pod.delete(until));
            case 5 -> {
                sim.trace("FAULT storage fails until " + until);
                storageFailsUntil = until;
            }
            case 6 -> {
                sim.trace("FAULT network cut until " + until);
                sim.cutUntil = until;
            }
            case 7 -> {
                sim.skew = Duration.ofSeconds(random.nextInt(7200) - 3600L);
                sim.jumpedAt = sim.now;
                sim.trace("FAULT clock jumps to " + sim.skew);
            }
            case 8 -> {
                var names = new ArrayList<>(sim.objects.jobs.keySet());
                names.add(Simulation.CLUSTER);
                var name = names.get(random.nextInt(names.size()));
                sim.trace("FAULT the status of " + name + " is refused until " + until);
                sim.decisions.refused.add(name);
                refusedUntil = until;
            }
            default -> {
                sim.trace("FAULT bootstraps killed");
                sim.kube.bootstraps.values().forEach(SimulatedBootstrap::kill);
            }
        }
    }

    private void kill(@Nullable SimulatedPod pod, Instant until) {
        if (random.nextInt(3) == 0)
            on("killed in its container", pod, one -> one.succeed(sim.now, until));
        else on("killed", pod, one -> one.restart(until));
    }

    private void on(String what, @Nullable SimulatedPod pod, Consumer<SimulatedPod> fault) {
        if (pod == null) return;
        sim.trace("FAULT " + pod.name + " " + what);
        fault.accept(pod);
    }

    private @Nullable SimulatedPod any(Collection<SimulatedPod> pods) {
        return pods.isEmpty() ? null : List.copyOf(pods).get(random.nextInt(pods.size()));
    }

    int jobs() {
        return jobSpecs.size();
    }

    /** All faults end, the clock stays where it is, and the user wants everything to run. */
    void end() {
        sim.trace("END of the faults");
        sim.weather.rough = false;
        sim.storage.fails = false;
        sim.decisions.refused.clear();
        sim.cutUntil = Instant.EPOCH;
    }

    /** What a user does who wants everything to run, as often as it is needed. */
    void mend() {
        if (sim.objects.cluster == null) clusterUser();
        jobSpecs.keySet().stream()
                .filter(name -> !sim.objects.jobs.containsKey(name))
                .forEach(this::jobUser);
    }
}
