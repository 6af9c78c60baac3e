package com.nextbreakpoint.flink.core.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobTemplate;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Specs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A deployment in a closed loop: users and supervisors do as they like, and we crash. */
class DeploymentLoopTest {
    private static final int ROUNDS = 50;
    private static final List<String> STAYING = List.of("a", "b");

    /** The newest state of each job that stays in the spec, by its name. */
    private final Map<String, String> left = new HashMap<>();

    private int states;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    @Tag("D8.children")
    @Tag("D8.removed")
    @Tag("D8.by-hand")
    void children_follow_their_deployment_and_no_state_is_lost(long seed) {
        var random = new Random(seed);
        var world = new World(spec(random));
        for (int round = 0; round < ROUNDS; round++) {
            disturb(world, random);
            while (world.step(random.nextInt(3) == 0)) {
                if (random.nextInt(4) == 0) disturb(world, random);
                supervise(world, random);
            }
            finish(world);
            assertSettled(world);
        }
        world.delete(Kind.FlinkDeployment, "demo");
        finish(world);
        assertThat(world.deployment()).isNull();
        assertThat(world.cluster()).isNull();
        assertThat(world.jobs()).isEmpty();
    }

    private void disturb(World world, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> world.edit(spec(random));
            case 1 -> {
                var jobs = new ArrayList<>(world.jobs());
                if (!jobs.isEmpty())
                    world.delete(
                            Kind.FlinkJob, jobs.get(random.nextInt(jobs.size())).meta().name());
            }
            case 2 -> world.delete(Kind.FlinkCluster, "demo");
            default -> world.jobs().forEach(job -> progress(world, job));
        }
    }

    /** The job has a newer state, from now on it is this that must not be lost. */
    private void progress(World world, Resource<FlinkJobSpec, FlinkJobStatus> job) {
        if (!job.meta().finalizers().contains(Names.SUPERVISOR_FINALIZER)) return;
        states++;
        var kind = states % 2 == 0 ? RestoreKind.Savepoint : RestoreKind.Checkpoint;
        var point = new RestorePoint(kind, "s3://state-" + states, (long) states, null);
        var meta = World.labelled(job.meta(), job.meta().labels(), Map.of());
        world.setJob(new Resource<>(meta, job.spec(), "", job.status().withRestorePoint(point)));
        left.put(Names.shortJob("demo", job.meta().name()), point.path());
    }

    /** Some supervisors begin to supervise, some are done with what is deleted. */
    private void supervise(World world, Random random) {
        for (var job : world.jobs()) {
            if (random.nextBoolean()) supervise(world, job);
        }
        superviseCluster(world);
    }

    private static void superviseCluster(World world) {
        var cluster = world.cluster();
        if (cluster != null && cluster.meta().isDeleted())
            world.finalizer(Kind.FlinkCluster, "demo", Names.SUPERVISOR_FINALIZER, false);
    }

    /** A job that takes over does so from what it was asked to, or, for the first time, anew. */
    private void supervise(World world, Resource<FlinkJobSpec, FlinkJobStatus> job) {
        var name = job.meta().name();
        if (job.meta().isDeleted()) {
            progress(world, job);
            world.finalizer(Kind.FlinkJob, name, Names.SUPERVISOR_FINALIZER, false);
            return;
        }
        if (job.meta().finalizers().contains(Names.SUPERVISOR_FINALIZER)) return;
        var asked = job.meta().annotations().get(Names.RESTORE_FROM);
        if (!name.equals("demo-c"))
            assertThat(asked).as(name).isEqualTo(left.get(Names.shortJob("demo", name)));
        world.finalizer(Kind.FlinkJob, name, Names.SUPERVISOR_FINALIZER, true);
        world.jobs().stream()
                .filter(one -> one.meta().name().equals(name))
                .forEach(one -> progress(world, one));
    }

    /** All supervisors do their part, until nothing is left to do. */
    private void finish(World world) {
        for (int quiet = 0; quiet < 2; quiet++) {
            while (world.step(false)) quiet = 0;
            world.jobs().forEach(job -> supervise(world, job));
            superviseCluster(world);
        }
    }

    private static void assertSettled(World world) {
        var spec = Objects.requireNonNull(Objects.requireNonNull(world.deployment()).spec());
        var cluster = Objects.requireNonNull(world.cluster());
        assertThat(cluster.meta().isDeleted()).isFalse();
        assertThat(cluster.spec()).isEqualTo(spec.cluster());
        assertThat(world.jobs())
                .extracting(Resource::spec)
                .containsExactlyInAnyOrderElementsOf(
                        spec.jobs().stream()
                                .map(job -> job.spec().withClusterName("demo"))
                                .toList());
        assertThat(world.step(false)).isFalse();
    }

    private static FlinkDeploymentSpec spec(Random random) {
        var slots = random.nextInt(3);
        var jobs = new ArrayList<JobTemplate>();
        STAYING.forEach(name -> jobs.add(job(name, random)));
        if (random.nextBoolean()) jobs.add(job("c", random));
        return new FlinkDeploymentSpec(Specs.cluster().withMinTaskManagers(slots), jobs);
    }

    private static JobTemplate job(String name, Random random) {
        var bootstrap = Specs.job().bootstrap().withClassName("Main" + random.nextInt(3));
        return new JobTemplate(name, Specs.job().withBootstrap(bootstrap));
    }
}
