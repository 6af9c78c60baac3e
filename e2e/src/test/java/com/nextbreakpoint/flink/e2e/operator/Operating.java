package com.nextbreakpoint.flink.e2e.operator;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.e2e.kube.Playground;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Tools;
import com.nextbreakpoint.flink.operator.DeploymentController;
import com.nextbreakpoint.flink.operator.HostController;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operator's controllers at work in a namespace; the test plays users and supervisors. */
record Operating(
        Playground playground,
        Events events,
        DeploymentController deployments,
        HostController hosts)
        implements AutoCloseable {
    static Operating open() {
        var playground = Playground.open();
        var clock = Clock.systemUTC();
        var stores = playground.stores();
        var events = new Events(stores, "test", clock);
        var tools = Tools.of(stores, events, () -> true, clock);
        var operating =
                new Operating(
                        playground,
                        events,
                        new DeploymentController(tools),
                        new HostController(tools));
        operating.deployments.start();
        operating.hosts.start();
        return operating;
    }

    @Override
    public void close() {
        deployments.close();
        hosts.close();
        events.close();
        playground.close();
    }

    Optional<Resource<FlinkDeploymentSpec, FlinkDeploymentStatus>> deployment(String name) {
        return playground.stores().deployments().get(name);
    }

    Optional<Resource<FlinkClusterSpec, FlinkClusterStatus>> cluster(String name) {
        return playground.stores().clusters().get(name);
    }

    Optional<Resource<FlinkJobSpec, FlinkJobStatus>> job(String name) {
        return playground.stores().jobs().get(name);
    }

    FlinkClusterSpec clusterSpec(String name) {
        return Objects.requireNonNull(cluster(name).orElseThrow().spec());
    }

    FlinkJobSpec jobSpec(String name) {
        return Objects.requireNonNull(job(name).orElseThrow().spec());
    }

    /** Of the condition Ready, "" while there is none. */
    String reason(String deployment) {
        return deployment(deployment)
                .flatMap(one -> Conditions.find(one.status().conditions(), Conditions.READY))
                .map(ready -> ready.reason())
                .orElse("");
    }

    String message(String deployment) {
        return deployment(deployment)
                .flatMap(one -> Conditions.find(one.status().conditions(), Conditions.READY))
                .map(ready -> ready.message())
                .orElse("");
    }

    /** Creates a deployment with the jobs a and b, and waits for its children. */
    void createDeployment(String name) {
        playground.create(deployment(name, "1", List.of("a", "b")));
        until(() -> isHeld(name + "-a") && isHeld(name + "-b"), "the children are there");
    }

    static String deployment(String name, String slots, List<String> jobs) {
        var yaml = new StringBuilder();
        yaml.append("apiVersion: nextbreakpoint.com/v1\nkind: FlinkDeployment\n");
        yaml.append("metadata: {name: %s}\nspec:\n  cluster:\n".formatted(name));
        yaml.append("    runtime: {image: \"flink:2.3\"}\n");
        yaml.append("    jobManager: {serviceMode: ClusterIP, priorityClassName: high}\n");
        yaml.append("    taskManager: {taskSlots: %s}\n  jobs:\n".formatted(slots));
        for (var job : jobs) {
            yaml.append("  - name: %s\n    spec:\n      jobParallelism: 1\n".formatted(job));
            yaml.append("      bootstrap: {image: j, className: M, jarPath: /j.jar}\n");
            yaml.append(
                    "      savepoint: {savepointInterval: 60, savepointTargetPath: \"s3://b\"}\n");
            yaml.append("      restart: {restartPolicy: Always}\n");
        }
        return yaml.toString();
    }

    private boolean isHeld(String job) {
        return job(job).filter(one -> one.meta().finalizers().contains(Names.OPERATOR_FINALIZER))
                .isPresent();
    }

    /** As kubectl does. */
    void patch(Kind kind, String name, String patch) {
        var plural = kind.name().toLowerCase(Locale.ROOT) + "s";
        var context =
                new ResourceDefinitionContext.Builder()
                        .withGroup("nextbreakpoint.com")
                        .withVersion("v1")
                        .withKind(kind.name())
                        .withPlural(plural)
                        .withNamespaced(true)
                        .build();
        playground
                .client()
                .genericKubernetesResources(context)
                .inNamespace(playground.namespace())
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    void delete(Kind kind, String name) {
        var uid =
                switch (kind) {
                    case FlinkDeployment -> deployment(name).orElseThrow().meta().uid();
                    case FlinkCluster -> cluster(name).orElseThrow().meta().uid();
                    case FlinkJob -> job(name).orElseThrow().meta().uid();
                };
        var unused = playground.hands().perform(new Action.DeleteResource(kind, name, uid));
    }

    void supervise(Kind kind, String name) {
        var unused =
                playground
                        .hands()
                        .perform(new Action.AddFinalizer(kind, name, Names.SUPERVISOR_FINALIZER));
    }

    /** The supervisor is done with it. */
    void finish(Kind kind, String name) {
        var unused =
                playground
                        .hands()
                        .perform(
                                new Action.RemoveFinalizer(kind, name, Names.SUPERVISOR_FINALIZER));
    }

    /** The supervisor says that the cluster is as asked for. */
    void clusterIsReady(String name) {
        var cluster = cluster(name).orElseThrow();
        var generation = cluster.meta().generation();
        var conditions = cluster.status().conditions();
        var ready =
                Conditions.set(
                        conditions,
                        "Ready",
                        true,
                        "ClusterReady",
                        "",
                        Clock.systemUTC().instant(),
                        generation);
        playground
                .statusWriter()
                .write(
                        playground.stores().clusters(),
                        cluster,
                        cluster.status().withConditions(ready));
    }

    /** The supervisor says that the job is as asked for, and what it would start from. */
    void jobIsReady(String name, @Nullable RestorePoint point) {
        var job = job(name).orElseThrow();
        var generation = job.meta().generation();
        var ready =
                Conditions.set(
                        job.status().conditions(),
                        "Ready",
                        true,
                        "JobStarted",
                        "",
                        Clock.systemUTC().instant(),
                        generation);
        playground
                .statusWriter()
                .write(
                        playground.stores().jobs(),
                        job,
                        job.status().with(s -> s.conditions(ready).restorePoint(point)));
    }
}
