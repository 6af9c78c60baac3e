package com.nextbreakpoint.flink.e2e.crash;

import static com.nextbreakpoint.flink.core.Kind.FlinkCluster;
import static com.nextbreakpoint.flink.core.Kind.FlinkDeployment;
import static com.nextbreakpoint.flink.core.Kind.FlinkJob;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FakeJob;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What users do to one deployment with one job; after each of it all is as they asked for. */
record Life(Scene scene, String name) {
    private static final String RESOURCES = "{requests: {cpu: \"1000\"}, limits: {cpu: \"1000\"}}";

    String job() {
        return name + "-j";
    }

    FakeFlink flink() {
        return scene.flink(name);
    }

    /** Its pods fit on no node, so no real kubelet takes them. */
    void create() {
        scene.create(
                """
                apiVersion: nextbreakpoint.com/v1
                kind: FlinkDeployment
                metadata: {name: %s}
                spec:
                  cluster:
                    supervision: {pollingInterval: 1, taskTimeout: 30, rescaleDelay: 1}
                    runtime: {image: "flink:2.3"}
                    jobManager: {serviceMode: ClusterIP, nodeSelector: {nowhere: "true"}}
                    taskManager: {taskSlots: %d, nodeSelector: {nowhere: "true"}}
                  jobs:
                  - name: j
                    spec:
                      jobParallelism: 1
                      bootstrap:
                        {image: "jobs:1", className: Main, jarPath: /j.jar, arguments: [one], serviceAccount: default, resources: %s}
                      savepoint: {savepointInterval: 0, savepointTargetPath: "s3://flink/savepoints"}
                      restart: {restartPolicy: Always, restartDelay: 1, restartTimeout: 120}
                """
                        .formatted(name, Kubelet.SLOTS, RESOURCES));
    }

    void start() {
        create();
        awaitRunning("one", 1);
    }

    void savepoint() {
        scene.request(FlinkJob, job(), "TRIGGER_SAVEPOINT");
        scene.await(
                "the savepoint is taken",
                () ->
                        scene.at(FlinkJob, job(), "/status/savepoints/0/trigger")
                                .equals("Requested"));
        assertThat(flink().begun()).filteredOn(one -> one.startsWith("savepoints")).hasSize(1);
        awaitRunning("one", 1);
    }

    void edit(String argument) {
        var jobs = scene.find(FlinkDeployment, name).orElseThrow().at("/spec/jobs");
        var array = Scene.JSON.createArrayNode().add(argument);
        jobs.path(0).withObject("/spec/bootstrap").set("arguments", array);
        scene.patch(FlinkDeployment, name, "{\"spec\":{\"jobs\":%s}}".formatted(jobs));
    }

    void upgrade() {
        edit("two");
        awaitRunning("two", 1);
    }

    void rescale(int parallelism) {
        scene.patch(FlinkJob, job(), "{\"spec\":{\"jobParallelism\":%d}}".formatted(parallelism));
        awaitRunning("two", parallelism);
    }

    /** A job of this cluster's whose FlinkJob is gone without a trace. */
    void orphan() {
        var ghost = Hashes.jobId(scene.namespace(), name, name + "-ghost", "uid", 1);
        var orphan = flink().addJob(ghost);
        scene.await("the orphan is cancelled", orphan::isFinal);
        awaitRunning("two", 1);
    }

    void stop() {
        scene.request(FlinkCluster, name, "STOP");
        scene.await(
                "the cluster is stopped",
                () ->
                        phase(FlinkCluster, name).equals("Stopped")
                                && phase(FlinkJob, job()).equals("Stopped")
                                && scene.isReady(FlinkCluster, name));
        assertThat(flink().live()).isEmpty();
        assertThat(pods(Labels.JOB_MANAGER) + pods(Labels.TASK_MANAGER)).isZero();
        assertThat(scene.created(name)).containsEntry("services", 0);
        ledger();
    }

    void startAgain() {
        scene.request(FlinkCluster, name, "START");
        awaitRunning("two", 1);
    }

    void dedicate() {
        scene.patch(
                FlinkDeployment,
                name,
                """
                {"spec":{"cluster":{"supervisor":{"image":"s:1","replicas":1,"serviceAccount":"default",
                  "pollingInterval":1,"taskTimeout":30,"rescaleDelay":1,
                  "resources":{"requests":{"cpu":"1000"},"limits":{"cpu":"1000"}}}}}}
                """);
        scene.await(
                "the supervisor has the cluster",
                () ->
                        scene.at(FlinkCluster, name, "/status/supervision/supervisedBy")
                                .equals("Dedicated"));
        scene.patch(FlinkDeployment, name, "{\"spec\":{\"cluster\":{\"supervisor\":null}}}");
        scene.await(
                "the operator has the cluster again",
                () ->
                        scene.at(FlinkCluster, name, "/status/supervision/supervisedBy")
                                        .equals("Operator")
                                && scene.created(name).getOrDefault("deployments", 0) == 0);
        awaitRunning("two", 1);
    }

    void delete() {
        scene.delete(FlinkDeployment, name);
        scene.await(
                "all is gone",
                () ->
                        scene.find(FlinkDeployment, name).isEmpty()
                                && scene.find(FlinkCluster, name).isEmpty()
                                && scene.find(FlinkJob, job()).isEmpty()
                                && scene.created(name).values().stream().allMatch(n -> n == 0));
        assertThat(flink().live()).isEmpty();
        ledger();
    }

    String phase(Kind kind, String object) {
        return scene.at(kind, object, "/status/supervisorStatus");
    }

    /** Waits until exactly what is asked for is there, and checks that no state was lost. */
    void awaitRunning(String argument, int parallelism) {
        awaitRunning(argument, parallelism, Scene.LIMIT);
    }

    void awaitRunning(String argument, int parallelism, Duration limit) {
        int taskManagers = (parallelism + Kubelet.SLOTS - 1) / Kubelet.SLOTS;
        scene.await(
                "one job runs with %s and parallelism %d".formatted(argument, parallelism),
                limit,
                () ->
                        isRunning(argument, parallelism)
                                && pods(Labels.TASK_MANAGER) == taskManagers
                                && pods(Labels.JOB_MANAGER) == 1
                                && scene.isReady(FlinkDeployment, name)
                                && scene.isReady(FlinkCluster, name)
                                && scene.isReady(FlinkJob, job())
                                && phase(FlinkJob, job()).equals("Started")
                                && scene.created(name).getOrDefault("jobs", 0) == 0);
        assertThat(scene.created(name)).containsEntry("services", 1);
        assertThat(scene.at(FlinkJob, job(), "/metadata/annotations"))
                .doesNotContain("without-savepoint");
        ledger();
    }

    private boolean isRunning(String argument, int parallelism) {
        var live = flink().live();
        return live.size() == 1
                && live.getFirst().arguments().equals(List.of(argument))
                && live.getFirst().parallelism() == parallelism
                && live.getFirst().id().equals(scene.at(FlinkJob, job(), "/status/jobId"));
    }

    private long pods(String role) {
        return scene.kubelet().pods().stream()
                .filter(pod -> Kubelet.label(pod, Labels.CLUSTER_NAME).equals(name))
                .filter(pod -> Kubelet.label(pod, Labels.ROLE).equals(role))
                .count();
    }

    /** Never two copies, and each start from the newest state that there was. */
    void ledger() {
        FakeJob before = null;
        for (var start : flink().history().starts()) {
            assertThat(start.copies()).as("alive when %s started", start.job().id()).isEmpty();
            assertThat(start.job().restoredFrom())
                    .as("what %s started from, of %s", start.job().id(), flink().begun())
                    .isEqualTo(before == null ? null : before.newestState());
            before = start.job();
        }
    }

    /** The whole of it. */
    Map<String, Runnable> stages() {
        var stages = new LinkedHashMap<String, Runnable>();
        stages.put("start", this::start);
        stages.put("savepoint", this::savepoint);
        stages.put("upgrade", this::upgrade);
        stages.put("rescale up", () -> rescale(3));
        stages.put("rescale down", () -> rescale(1));
        stages.put("orphan", this::orphan);
        stages.put("stop", this::stop);
        stages.put("start again", this::startAgain);
        stages.put("dedicate", this::dedicate);
        stages.put("delete", this::delete);
        return stages;
    }
}
