package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;

/** One run: a time of faults and of a restless user, then peace, then everything is deleted. */
@NullUnmarked
final class ChaosRun {
    private static final int PATIENCE = 500;

    private final Simulation sim;
    private final Chaos chaos;
    private final int faultySeconds;

    ChaosRun(long seed, boolean traced) {
        var random = new Random(seed);
        sim = new Simulation(Weather.rough(random), traced);
        var cluster = SupervisionTest.clusterSpec();
        var average = SupervisionTest.jobSpec();
        var sum =
                average.withSavepoint(
                        average.savepoint().withSavepointInterval(random.nextInt(3) * 20));
        var jobs =
                random.nextBoolean()
                        ? Map.of("demo-sum", sum)
                        : Map.of("demo-average", average, "demo-sum", sum);
        chaos = new Chaos(sim, random, cluster, new TreeMap<>(jobs));
        faultySeconds = 40 + random.nextInt(100);
        sim.create(cluster, jobs);
    }

    /** Runs it; fails with what went wrong, and the trail if it was traced. */
    void run() {
        try {
            for (int i = 0; i < faultySeconds; i++) {
                chaos.second();
                sim.tick();
            }
            chaos.end();
            await("all runs again", this::runs);
            awaitQuiet();
            sim.objects.jobs.keySet().stream().toList().forEach(sim::delete);
            if (sim.objects.cluster != null) sim.delete(Simulation.CLUSTER);
            awaitEnd();
        } catch (AssertionError broken) {
            throw new AssertionError(broken.getMessage() + "\n" + sim.story(), broken);
        }
    }

    private boolean runs() {
        return sim.objects.cluster != null
                && sim.clusterStatus().supervisorStatus() == SupervisorStatus.Started
                && sim.objects.jobs.size() == chaos.jobs()
                && sim.objects.jobs.keySet().stream()
                        .allMatch(name -> Contract.runs(sim.job(name)));
    }

    private void await(String what, BooleanSupplier condition) {
        for (int i = 0; i < PATIENCE; i++) {
            if (condition.getAsBoolean()) return;
            if (i % 20 == 0) mend();
            sim.tick();
        }
        throw new AssertionError("stuck: " + what);
    }

    private void awaitQuiet() {
        int quiet = 0;
        for (int i = 0; i < PATIENCE && quiet < 25; i++) {
            int before = sim.writes;
            sim.tick();
            quiet = sim.writes == before ? quiet + 1 : 0;
            if (sim.objects.jobs.values().stream().anyMatch(ChaosRun::hasInterval)) return;
        }
        if (quiet < 25) throw new AssertionError("it writes and writes");
    }

    private static boolean hasInterval(Resource<FlinkJobSpec, FlinkJobStatus> job) {
        return job.spec().savepoint().savepointInterval() > 0;
    }

    private void awaitEnd() {
        for (int i = 0; i < PATIENCE; i++) {
            if (sim.objects.cluster == null && sim.objects.jobs.isEmpty()) return;
            sim.tick();
        }
        throw new AssertionError("a deletion does not end");
    }

    /** What only the user can do. */
    private void mend() {
        chaos.mend();
        if (sim.objects.cluster != null
                && sim.clusterStatus().requestedState() == RequestedState.Stopped)
            sim.annotate(Simulation.CLUSTER, "START", Map.of());
        for (var job : sim.objects.jobs.values().stream().toList()) {
            var name = job.meta().name();
            if (job.spec().jobParallelism() == 0)
                sim.objects.edit(name, spec -> spec.withJobParallelism(1));
            if (job.status().requestedState() == RequestedState.Stopped)
                sim.annotate(name, "START", Map.of());
            var missing = Contract.ready(job.status()).equals("StateMissing");
            if (missing || job.status().supervisorStatus() == SupervisorStatus.Stopped)
                decide(name, missing);
        }
    }

    private void decide(String name, boolean missing) {
        var status = sim.job(name);
        var point = status.restorePoint();
        var lost = point != null && sim.storage.counter(point.path()) < 0;
        if (missing || lost) {
            var from =
                    sim.storage
                            .newest(Contract.mark(name))
                            .map(path -> Map.of(Names.RESTORE_FROM, path))
                            .orElse(Map.of(Names.WITHOUT_SAVEPOINT, "true"));
            sim.annotate(name, "START", from);
        } else if (status.supervision().endedBy() == EndedBy.Unknown) {
            sim.annotate(name, "START", Map.of());
        }
    }
}
