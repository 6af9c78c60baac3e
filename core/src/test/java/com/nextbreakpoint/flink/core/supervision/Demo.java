package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobManagerSpec;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.api.TaskManagerSpec;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Step;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;

/** The demo's cluster with one job, or more, in calm weather, and what a test does with it. */
@NullUnmarked
final class Demo {
    static final String JOB = "demo-average";
    static final String OTHER = "demo-sum";
    static final Map<String, String> WITHOUT_SAVEPOINT = Map.of(Names.WITHOUT_SAVEPOINT, "true");

    final Simulation sim = new Simulation();

    /** Created, and nothing done yet. */
    static Demo created(Map<String, FlinkJobSpec> jobs) {
        var demo = new Demo();
        demo.sim.create(SupervisionTest.clusterSpec(), jobs);
        return demo;
    }

    static Demo running(UnaryOperator<FlinkJobSpec> change) {
        var demo = created(Map.of(JOB, change.apply(SupervisionTest.jobSpec())));
        demo.untilRuns();
        return demo;
    }

    static Demo running() {
        return running(spec -> spec);
    }

    static Demo runningTwo() {
        var spec = SupervisionTest.jobSpec();
        var demo = created(Map.of(JOB, spec, OTHER, spec));
        demo.sim.until(() -> demo.runs(JOB) && demo.runs(OTHER));
        return demo;
    }

    static FlinkJobSpec with(RestartPolicy policy, FlinkJobSpec spec) {
        return spec.withRestart(spec.restart().withRestartPolicy(policy));
    }

    static FlinkJobSpec with(SavepointMode mode, FlinkJobSpec spec) {
        return spec.withSavepoint(spec.savepoint().withSavepointMode(mode));
    }

    FlinkJobStatus job() {
        return sim.job(JOB);
    }

    SupervisorStatus phase() {
        return job().supervisorStatus();
    }

    SupervisorStatus clusterPhase() {
        return sim.clusterStatus().supervisorStatus();
    }

    boolean runs(String name) {
        return Contract.runs(sim.job(name));
    }

    void untilRuns() {
        sim.until(() -> runs(JOB));
    }

    void untilAttempt(int attempt) {
        sim.until(() -> job().attempt() == attempt && runs(JOB));
    }

    void until(SupervisorStatus phase) {
        sim.until(() -> phase() == phase);
    }

    void untilCluster(SupervisorStatus phase) {
        sim.until(() -> clusterPhase() == phase);
    }

    /** A second in which a user does something between an observation and its writes. */
    void duringAStep(Runnable edit) {
        sim.sleep.end();
        sim.meanwhile = edit;
        seconds(1);
        sim.meanwhile = () -> {};
    }

    void seconds(int count) {
        for (int i = 0; i < count; i++) sim.tick();
    }

    void request(String action) {
        sim.annotate(JOB, action, Map.of());
    }

    void requestOfCluster(String action) {
        sim.annotate(Simulation.CLUSTER, action, Map.of());
    }

    /** Old enough that the next checkpoint is noted, and noted. */
    void checkpoint() {
        seconds(70);
        sim.kube.flink.checkpoint(sim.now);
        seconds(70);
    }

    void editArguments(String... arguments) {
        sim.objects.edit(
                JOB,
                spec -> spec.withBootstrap(spec.bootstrap().withArguments(List.of(arguments))));
    }

    void editJobManager(String account) {
        var json = "{\"serviceMode\":\"ClusterIP\",\"serviceAccount\":\"" + account + "\"}";
        sim.objects.edit(spec -> spec.withJobManager(Specs.read(JobManagerSpec.class, json)));
    }

    void editTaskManager(String account) {
        var json = "{\"taskSlots\":1,\"serviceAccount\":\"" + account + "\"}";
        sim.objects.edit(spec -> spec.withTaskManager(Specs.read(TaskManagerSpec.class, json)));
    }

    SimulatedPod jobManager() {
        return sim.kube.jobManagers.values().iterator().next();
    }

    /** The names of all pods: the same as long as nothing was restarted. */
    List<String> pods() {
        return Stream.concat(
                        sim.kube.jobManagers.keySet().stream(),
                        sim.kube.taskManagers.keySet().stream())
                .toList();
    }

    /** All jobs that Flink was ever given with this name's mark by its present JobManager. */
    List<SimulatedJob> copies(String name) {
        return sim.kube.flink.jobs.values().stream()
                .filter(job -> job.id.startsWith(Contract.mark(name)))
                .toList();
    }

    String reason() {
        return Contract.ready(job());
    }

    /** The sentences of all Events and log lines so far. */
    List<String> events() {
        return sim.notices.stream().map(Step.Notice::message).toList();
    }

    boolean isStalled() {
        return Conditions.isTrue(job().conditions(), Conditions.STALLED);
    }

    String clusterReason() {
        return Conditions.find(sim.clusterStatus().conditions(), Conditions.READY)
                .map(one -> one.reason())
                .orElse("");
    }
}
