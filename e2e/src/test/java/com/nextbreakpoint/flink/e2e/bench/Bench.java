package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.e2e.Await;
import com.nextbreakpoint.flink.e2e.TestCluster;
import com.nextbreakpoint.flink.kube.client.KubeAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** All that takes part, and the clusters that there are. */
final class Bench implements AutoCloseable {
    private static final Duration READINESS = Duration.ofSeconds(5);

    private final Plan plan;
    private final Table table = new Table();
    private final Sights sights = new Sights();
    private final JobManagers jobManagers = new JobManagers();
    private final Audit audit;
    private final OperatorProcess operator;
    private final KubeAccess access;
    private final Nodes nodes;
    private final Fleet fleet;
    private final List<String> clusters = new ArrayList<>();
    private final Thread probes;

    Bench(Plan plan) {
        this.plan = plan;
        this.audit = new Audit(plan.folder().resolve("log/audit.log"));
        this.access = KubeAccess.open(TestCluster.kubeconfig().toPath(), Map.of(), "bench");
        this.nodes = new Nodes(access.client(), plan.namespace(), jobManagers, sights);
        this.fleet = new Fleet(access, plan.namespace(), sights);
        this.operator =
                new OperatorProcess(
                        plan.folder().resolve("operator.yaml"),
                        plan.namespace(),
                        plan.folder().resolve("log/operator.log"));
        operator.start();
        operator.awaitReady();
        this.probes = Thread.ofVirtual().start(this::probe);
    }

    /** As the chart has the kubelet do: its cost is part of being at rest. */
    private void probe() {
        for (int i = 0; !Thread.currentThread().isInterrupted(); i++) {
            operator.answers("/readyz");
            if (i % 2 == 0) operator.answers("/livez");
            pause(READINESS);
        }
    }

    @Override
    public void close() {
        probes.interrupt();
        operator.close();
        nodes.close();
        fleet.close();
        jobManagers.close();
        access.close();
    }

    Plan plan() {
        return plan;
    }

    Table table() {
        return table;
    }

    Sights sights() {
        return sights;
    }

    JobManagers jobManagers() {
        return jobManagers;
    }

    Audit audit() {
        return audit;
    }

    OperatorProcess operator() {
        return operator;
    }

    Fleet fleet() {
        return fleet;
    }

    /** Their names, in the order in which they were created. */
    List<String> clusters() {
        return List.copyOf(clusters);
    }

    List<SimulatedFlink> flinks() {
        return jobManagers.of(clusters);
    }

    /** Creates so many more at once; returns their names. */
    List<String> grow(int by) {
        int from = clusters.size();
        var names = IntStream.range(from, from + by).mapToObj("c%04d"::formatted).toList();
        clusters.addAll(names);
        Fleet.each(names, fleet::create);
        return names;
    }

    /** Waits until the jobs of all run, or too long. */
    void awaitRunning(List<String> names, Duration limit) {
        if (!Await.within(limit, () -> fleet.running(names) == names.size())) {
            Table.say(
                    "only %d of %d are RUNNING after %d s"
                            .formatted(fleet.running(names), names.size(), limit.toSeconds()));
        }
    }

    /** Also when this is interrupted. */
    static void pause(Duration length) {
        try {
            TimeUnit.NANOSECONDS.sleep(length.toNanos());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
