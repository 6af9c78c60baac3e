package com.nextbreakpoint.flink.e2e.crash;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.flink.fake.FakeFlink;
import com.nextbreakpoint.flink.flink.fake.FakeJob;
import com.nextbreakpoint.flink.flink.fake.FlinkVersion;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/**
 * Plays the nodes of a namespace whose pods no real node takes: a JobManager is a fake Flink, its
 * TaskManagers register with it, and a bootstrap submits its job.
 */
final class Kubelet implements AutoCloseable {
    static final int SLOTS = 2;
    private static final long TICK_MILLIS = 50;

    private static final Comparator<Pod> ELDEST_FIRST =
            Comparator.comparing((Pod pod) -> pod.getMetadata().getCreationTimestamp())
                    .thenComparing(pod -> pod.getMetadata().getName());

    private final KubernetesClient client;
    private final String namespace;
    private final SharedIndexInformer<Pod> pods;
    private final Map<String, FakeFlink> flinks = new ConcurrentHashMap<>();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Set<String> processes = ConcurrentHashMap.newKeySet();
    private final Set<String> lost = ConcurrentHashMap.newKeySet();
    private final Map<String, Integer> containers = new ConcurrentHashMap<>();
    private final Map<String, Submission> submissions = new HashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final Thread thread;

    Kubelet(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.pods = client.pods().inNamespace(namespace).inform();
        this.thread = Thread.ofVirtual().start(this::run);
    }

    /** The Flink of a cluster, which its JobManager's pods are the processes of. */
    FakeFlink flink(String cluster) {
        return flinks.computeIfAbsent(cluster, name -> FakeFlink.start(FlinkVersion.V2_3));
    }

    /** The JobManager's container is another one from now on, in the same pod. */
    void restartJobManager(String cluster) {
        var pod =
                pods().stream()
                        .filter(one -> label(one, Labels.CLUSTER_NAME).equals(cluster))
                        .filter(one -> label(one, Labels.ROLE).equals(Labels.JOB_MANAGER))
                        .findFirst()
                        .orElseThrow();
        var uid = pod.getMetadata().getUid();
        containers.merge(uid, 1, Integer::sum);
        patch(pod, running(pod, uid));
    }

    /** The pods of a cluster are on a node of which nobody hears any more. */
    void loseNode(String cluster) {
        var metadata = new NodeBuilder().withNewMetadata().withName(lostNode()).endMetadata();
        client.resource(metadata.withNewSpec().withUnschedulable(true).endSpec().build()).create();
        for (var pod : pods()) {
            if (!label(pod, Labels.CLUSTER_NAME).equals(cluster)) continue;
            lost.add(pod.getMetadata().getUid());
            client.bindings()
                    .inNamespace(namespace)
                    .resource(
                            new BindingBuilder()
                                    .withNewMetadata()
                                    .withName(pod.getMetadata().getName())
                                    .endMetadata()
                                    .withNewTarget()
                                    .withKind("Node")
                                    .withName(lostNode())
                                    .endTarget()
                                    .build())
                    .create();
            patch(pod, PodStatuses.lost(pod));
        }
    }

    private String lostNode() {
        return "lost-" + namespace;
    }

    void eachFlink(BiConsumer<String, FakeFlink> look) {
        flinks.forEach(look);
    }

    List<Pod> pods() {
        return pods.getStore().list();
    }

    @Override
    public void close() {
        thread.interrupt();
        pods.close();
        submissions.values().forEach(Submission::kill);
        flinks.values().forEach(FakeFlink::close);
        if (!lost.isEmpty()) client.nodes().withName(lostNode()).delete();
    }

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                tick();
                Thread.sleep(TICK_MILLIS);
            } catch (KubernetesClientException later) {
                // The pod went, or the API server is busy: the next tick sees.
            } catch (InterruptedException closed) {
                return;
            }
        }
    }

    private void tick() {
        var all = pods();
        forget(all.stream().map(pod -> pod.getMetadata().getUid()).collect(Collectors.toSet()));
        all.stream().filter(Kubelet::isLiving).filter(this::isHere).forEach(this::care);
        flinks.forEach((cluster, flink) -> work(flink, taskManagers(all, cluster)));
    }

    private void forget(Set<String> uids) {
        addresses.keySet().retainAll(uids);
        submissions.forEach(
                (uid, submission) -> {
                    if (!uids.contains(uid)) submission.kill();
                });
        submissions.keySet().retainAll(uids);
    }

    private void care(Pod pod) {
        var uid = pod.getMetadata().getUid();
        var cluster = label(pod, Labels.CLUSTER_NAME);
        if (addresses.containsKey(uid)) {
            // The scheduler says again and again that it finds no node.
            if (!isPlaced(pod)) patch(pod, running(pod, uid));
            return;
        }
        var number = counter.incrementAndGet();
        var address = "10.99.%d.%d".formatted(number / 250, number % 250 + 1);
        var role = label(pod, Labels.ROLE);
        // Nobody hears of a container before its process is there; the patch may be repeated.
        if (role.equals(Labels.JOB_MANAGER) && processes.add(uid)) flink(cluster).restart();
        patch(pod, PodStatuses.running(pod, address, 0));
        addresses.put(uid, address);
        if (role.equals(Labels.BOOTSTRAP)) {
            submissions.put(
                    uid,
                    new Submission(
                            pod, flink(cluster).target().address(), report -> ended(pod, report)));
        }
    }

    private String running(Pod pod, String uid) {
        var address = addresses.getOrDefault(uid, "");
        return PodStatuses.running(pod, address, containers.getOrDefault(uid, 0));
    }

    private void ended(Pod pod, BootstrapReport report) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                patch(pod, PodStatuses.ended(pod, report.exitCode(), report.toJson()));
                return;
            } catch (KubernetesClientException failure) {
                if (failure.getCode() == 404) return;
                Thread.onSpinWait();
            }
        }
    }

    private List<TaskManager> taskManagers(List<Pod> all, String cluster) {
        var registered = new ArrayList<TaskManager>();
        int busy = flink(cluster).live().stream().mapToInt(FakeJob::parallelism).sum();
        var running =
                all.stream()
                        .filter(pod -> label(pod, Labels.CLUSTER_NAME).equals(cluster))
                        .filter(pod -> label(pod, Labels.ROLE).equals(Labels.TASK_MANAGER))
                        .filter(pod -> addresses.containsKey(pod.getMetadata().getUid()))
                        .filter(this::isHere)
                        .sorted(ELDEST_FIRST)
                        .toList();
        for (var pod : running) {
            int taken = Math.min(SLOTS, busy);
            busy -= taken;
            var address = addresses.getOrDefault(pod.getMetadata().getUid(), "");
            registered.add(
                    new TaskManager(pod.getMetadata().getName(), address, SLOTS, SLOTS - taken));
        }
        return registered;
    }

    /** Each job completes one checkpoint by itself. */
    private static void work(FakeFlink flink, List<TaskManager> registered) {
        flink.taskManagers(registered.toArray(TaskManager[]::new));
        for (var job : flink.live()) {
            var newest = job.newestState();
            if (newest == null || newest.equals(job.restoredFrom())) {
                var unused = job.completeCheckpoint("s3://flink/checkpoints");
            }
        }
    }

    private void patch(Pod pod, String status) {
        client.pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), status);
    }

    private boolean isHere(Pod pod) {
        return !lost.contains(pod.getMetadata().getUid());
    }

    private static boolean isLiving(Pod pod) {
        var phase = pod.getStatus() == null ? "" : pod.getStatus().getPhase();
        return pod.getMetadata().getDeletionTimestamp() == null
                && !"Succeeded".equals(phase)
                && !"Failed".equals(phase);
    }

    private static boolean isPlaced(Pod pod) {
        return pod.getStatus().getConditions().stream()
                        .anyMatch(
                                one ->
                                        one.getType().equals("Ready")
                                                && one.getStatus().equals("True"))
                && pod.getStatus().getConditions().stream()
                        .noneMatch(
                                one ->
                                        one.getType().equals("PodScheduled")
                                                && one.getStatus().equals("False"));
    }

    static String label(Pod pod, String key) {
        var labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }
}
