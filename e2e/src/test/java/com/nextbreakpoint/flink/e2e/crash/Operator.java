package com.nextbreakpoint.flink.e2e.crash;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.e2e.kube.Playground;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Tools;
import com.nextbreakpoint.flink.operator.DeploymentController;
import com.nextbreakpoint.flink.operator.HostController;
import com.nextbreakpoint.flink.supervisor.SupervisorController;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** One process of the operator, which also supervises the clusters with a dedicated supervisor. */
final class Operator implements AutoCloseable {
    private final Stores stores;
    private final Events events;
    private final DeploymentController deployments;
    private final HostController hosts;
    private final SupervisorController supervisor;
    private final Tools.Oversight faults;
    private final Runnable onCrash;
    private volatile boolean dead;

    /**
     * Acts as soon as it is constructed.
     *
     * @param faults may throw a {@link Crash}
     * @param onCrash told once; must not block
     */
    Operator(
            KubernetesClient client,
            String namespace,
            Function<PodView, Optional<Target>> targets,
            Tools.Oversight faults,
            Runnable onCrash) {
        this.faults = faults;
        this.onCrash = onCrash;
        this.stores = Stores.of(client, namespace);
        this.events = new Events(stores, "test", Clock.systemUTC());
        var tools = Tools.of(stores, events, () -> !dead, Clock.systemUTC(), this::over);
        this.deployments = new DeploymentController(tools);
        this.hosts = new HostController(tools);
        this.supervisor = new SupervisorController(tools, cluster -> true, targets);
        stores.start();
        Playground.until(stores::synced, "the stores are synced");
        deployments.start();
        hosts.start();
        supervisor.start();
    }

    private Outcome over(Action action, Supplier<Outcome> effect) {
        if (dead) throw new Crash("dead already");
        try {
            return faults.over(action, effect);
        } catch (Crash crash) {
            die();
            throw crash;
        }
    }

    private synchronized void die() {
        if (!dead) {
            dead = true;
            onCrash.run();
        }
    }

    @Override
    public void close() {
        dead = true;
        deployments.close();
        hosts.close();
        supervisor.close();
        events.close();
        stores.close();
    }
}
