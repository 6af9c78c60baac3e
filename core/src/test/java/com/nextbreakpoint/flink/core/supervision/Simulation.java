package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.OtherClocks;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.core.job.BootstrapView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.NullUnmarked;

/**
 * A cluster with its jobs in a closed loop, a second a tick: the world lives, Flink is polled; when
 * there is news, or it is time to look again, one step is decided, its statuses are written, its
 * actions performed; in rough weather with a crash in between.
 */
@NullUnmarked
final class Simulation {
    static final String CLUSTER = SimulatedObjects.CLUSTER;

    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    Duration skew = Duration.ZERO;
    Instant jumpedAt = Instant.EPOCH;
    Instant cutUntil = Instant.EPOCH;
    final Weather weather;
    final Storage storage = new Storage();
    final SimulatedObjects objects = new SimulatedObjects();
    final SimulatedKube kube;
    final Contract contract = new Contract(this);
    final List<String> trail = new ArrayList<>();
    final List<Step.Notice> notices = new ArrayList<>();
    private final boolean traced;

    /** What a user does between an observation and its writes. */
    Runnable meanwhile = () -> {};

    final Decisions decisions = new Decisions();

    int writes;
    FlinkView view = FlinkView.NONE;
    FlinkView.Questions questions = FlinkView.Questions.NONE;
    private Instant reachable;
    private List<PodView> jobManagers = List.of();
    private List<PodView> taskManagers = List.of();
    private OtherClocks otherClocks = new OtherClocks();
    private final Set<String> rehearsed = new HashSet<>();
    final SimulatedLooks looks;
    private boolean mustLook;
    final Sleep sleep = new Sleep();

    Simulation() {
        this(Weather.calm(), true);
    }

    Simulation(Weather weather, boolean traced) {
        this.weather = weather;
        this.traced = traced;
        decisions.stepwise = weather.happens(20);
        this.kube = new SimulatedKube(weather, storage);
        this.looks = new SimulatedLooks(weather, storage);
        storage.onPut = contract::stored;
    }

    void create(FlinkClusterSpec spec, Map<String, FlinkJobSpec> wanted) {
        objects.createCluster(spec, now);
        wanted.forEach((name, job) -> objects.createJob(name, job, now));
    }

    FlinkJobStatus job(String name) {
        return objects.jobs.get(name).status();
    }

    FlinkClusterStatus clusterStatus() {
        return objects.cluster.status();
    }

    SimulatedJob running(String name) {
        return kube.flink.jobs.get(job(name).jobId());
    }

    Instant clock() {
        return now.plus(skew);
    }

    void trace(String line) {
        if (traced) trail.add(now.getEpochSecond() % 100_000 + " " + line);
    }

    /** Steps until the condition holds; fails when it does not within 400 seconds. */
    void until(BooleanSupplier condition) {
        for (int i = 0; i < 400; i++) {
            if (condition.getAsBoolean()) return;
            tick();
        }
        throw new AssertionError("not reached\n" + story());
    }

    String story() {
        var from = Math.max(0, trail.size() - 120);
        return String.join("\n", trail.subList(from, trail.size()))
                + "\ncluster "
                + (objects.cluster == null ? "gone" : objects.cluster.status().supervision())
                + objects.jobs.values().stream().map(job -> "\n" + job.status()).toList();
    }

    void tick() {
        now = now.plusSeconds(1);
        kube.live(now);
        contract.second();
        contract.check();
        observe();
        var clock = clock();
        var world = world(clock);
        if (world.cluster() == null && world.jobs().isEmpty()) return;
        if (sleep.lasts(world, now)) return;
        var steps = decisions.of(world, clock);
        questions = steps.questions();
        meanwhile.run();
        carryOut(world, steps);
        sleep.begin(world, steps, now);
        if (!decisions.refused.isEmpty()) sleep.end();
        contract.check();
    }

    private void observe() {
        if (!weather.isLate()) poll();
        if (mustLook || !weather.isLate()) {
            jobManagers = SimulatedKube.views(kube.jobManagers.values());
            taskManagers = SimulatedKube.views(kube.taskManagers.values());
            mustLook = false;
        }
    }

    private void poll() {
        var flink = cutUntil.isAfter(now) ? null : kube.certain(now);
        if (flink != null) {
            var same = view.unreachableSince() == null;
            if (!same || reachable == null || !flink.incarnation.equals(view.incarnation()))
                reachable = clock();
            var found = looks.answers(questions.storage(), now);
            view =
                    flink.view(
                            kube.registrations(),
                            questions,
                            view,
                            reachable,
                            looks.layout,
                            found,
                            clock(),
                            now);
        } else if (view.askedAt() != null) {
            view = view.silent(clock(), "no answer");
        }
    }

    private World world(Instant clock) {
        var refusals = new Refusals(Map.of(), Set.copyOf(rehearsed));
        var seen = new ArrayList<World.JobSeen>();
        for (var job : objects.jobs.values()) {
            var one = kube.bootstraps.get(job.meta().name());
            var bootstrap = one == null ? new BootstrapView.None() : one.view(clock);
            seen.add(new World.JobSeen(job, bootstrap, refusals));
        }
        return new World(
                CLUSTER,
                objects.cluster,
                otherClocks.read(jobManagers, clock),
                otherClocks.read(taskManagers, clock),
                kube.taskManagers.values().stream().map(pod -> pod.made).toList(),
                kube.service,
                seen,
                view,
                refusals,
                Tuning.of(objects.cluster == null ? null : objects.cluster.spec(), Tuning.DEFAULT));
    }

    /** Writes, then acts; a crash may come after any of them, a conflict ends all. */
    private void carryOut(World world, Steps steps) {
        int left = weather.crashes() ? weather.any(6) : Integer.MAX_VALUE;
        var actions = new ArrayList<Action>();
        for (int i = 0; i < steps.jobs().size(); i++) {
            var before = world.jobs().get(i).job();
            var step = steps.jobs().get(i);
            if (!before.status().equals(step.status())) {
                if (left-- <= 0) crash();
                if (left < 0 || !SimulatedObjects.isSame(before, objects.jobs.get(step.name())))
                    return;
                write(step.name(), before.status(), step.status());
            }
            actions.addAll(step.actions());
            if (traced) notices.addAll(step.told());
        }
        if (steps.cluster() != null) {
            var before = world.cluster();
            if (!before.status().equals(steps.cluster().status())) {
                if (left-- <= 0) crash();
                if (left < 0 || !SimulatedObjects.isSame(before, objects.cluster)) return;
                writes++;
                trace("cluster " + steps.cluster().status().supervisorStatus());
                objects.write(steps.cluster().status());
            }
            actions.addAll(0, steps.cluster().actions());
            if (traced) notices.addAll(steps.cluster().told());
        }
        for (var action : actions) {
            if (left-- <= 0) crash();
            if (left < 0) return;
            trace("  " + action.key());
            perform(action);
        }
        contract.saw(view);
    }

    private void write(String name, FlinkJobStatus before, FlinkJobStatus after) {
        writes++;
        trace(name + " " + after.supervisorStatus() + " " + Contract.ready(after));
        objects.write(name, after);
        contract.written(name, before, after, view);
    }

    void crash() {
        trace("CRASH");
        view = FlinkView.NONE;
        reachable = null;
        questions = FlinkView.Questions.NONE;
        otherClocks = new OtherClocks();
        rehearsed.clear();
        looks.forget();
        mustLook = true;
        kube.bootstraps.values().forEach(SimulatedBootstrap::forgetSeen);
        contract.forgetSeen();
    }

    private void perform(Action action) {
        mustLook = true;
        switch (action) {
            case Action.AddFinalizer add -> objects.addFinalizer(add.name());
            case Action.RemoveFinalizer remove -> removed(remove.name());
            case Action.ResetRequest reset -> objects.reset(reset.name(), reset.resourceVersion());
            case Action.Scale scale ->
                    objects.edit(spec -> spec.withTaskManagers(scale.replicas()));
            case Action.CreatePod create -> kube.create(create.pod(), now);
            case Action.DeletePod delete -> kube.deletePod(delete.name(), delete.uid(), now);
            case Action.ApplyService apply -> kube.service = apply.service();
            case Action.DeleteService _ -> kube.service = null;
            case Action.CreateJob create -> kube.create(create.job(), now);
            case Action.DeleteJob delete -> kube.deleteJob(delete.name(), delete.uid(), now);
            case Action.Rehearse rehearse -> rehearsed.add(rehearse.key());
            case Action.CancelOrphan orphan when isOwned(orphan.jobId()) -> {}
            default -> toFlink(action);
        }
    }

    private boolean isOwned(String jobId) {
        return objects.jobs.keySet().stream().map(Contract::mark).anyMatch(jobId::startsWith);
    }

    private void toFlink(Action action) {
        var flink = cutUntil.isAfter(now) ? null : kube.answering();
        if (flink != null) flink.perform(action, now);
    }

    void annotate(String name, String action, Map<String, String> more) {
        trace("USER " + action + " " + name + " " + more);
        objects.annotate(name, action, more);
        if (action.equals("FORGET_SAVEPOINT")) contract.excuseForgetting(name);
        if (more.isEmpty()) return;
        if (name.equals(CLUSTER)) objects.jobs.keySet().forEach(contract::excuseStart);
        else contract.excuseStart(name);
    }

    void delete(String name) {
        if (objects.delete(name, now)) collect(name);
    }

    private void removed(String name) {
        if (!objects.isThere(name)) return;
        objects.remove(name);
        collect(name);
    }

    private void collect(String name) {
        if (name.equals(CLUSTER)) kube.collect(now);
        else kube.forget(name, now);
        contract.removed(name);
    }
}
