package com.nextbreakpoint.flink.e2e.bench;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.e2e.crash.PodStatuses;
import com.nextbreakpoint.flink.e2e.crash.Submission;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Plays the kubelets of all nodes: a pod gets an address and is Ready at once. A TaskManager
 * registers with its JobManager, and a bootstrap runs for real, in this process.
 */
final class Nodes implements ResourceEventHandler<Pod>, AutoCloseable {
    /** Of a pod, before the kubelet gave it another. */
    private static final String NONE = "";

    private static final int ADDRESSES = 250;
    private static final int AT_ONCE = 32;
    private static final int NOT_FOUND = 404;

    private final KubernetesClient client;
    private final String namespace;
    private final JobManagers jobManagers;
    private final Sights sights;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Map<String, String> flinks = new ConcurrentHashMap<>();
    private final Map<String, Submission> submissions = new ConcurrentHashMap<>();
    private final AtomicInteger counter = new AtomicInteger();
    private final Semaphore turns = new Semaphore(AT_ONCE);
    private final ExecutorService work = Executors.newVirtualThreadPerTaskExecutor();
    private final SharedIndexInformer<Pod> pods;

    Nodes(KubernetesClient client, String namespace, JobManagers jobManagers, Sights sights) {
        this.client = client;
        this.namespace = namespace;
        this.jobManagers = jobManagers;
        this.sights = sights;
        this.pods = client.pods().inNamespace(namespace).inform(this);
    }

    @Override
    public void close() {
        pods.close();
        submissions.values().forEach(Submission::kill);
        work.shutdownNow();
    }

    @Override
    public void onAdd(Pod pod) {
        sights.pod(label(pod, Labels.CLUSTER_NAME), label(pod, Labels.ROLE));
        if (addresses.putIfAbsent(uid(pod), NONE) == null) work.execute(() -> run(pod));
    }

    @Override
    public void onUpdate(Pod before, Pod now) {}

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
        var address = addresses.remove(uid(pod));
        var submission = submissions.remove(uid(pod));
        if (submission != null) submission.kill();
        var cluster = label(pod, Labels.CLUSTER_NAME);
        switch (label(pod, Labels.ROLE)) {
            case Labels.JOB_MANAGER -> {
                if (address != null) jobManagers.end(address);
            }
            case Labels.TASK_MANAGER ->
                    jobManagers.of(cluster).deregister(pod.getMetadata().getName());
            default -> {}
        }
    }

    private void run(Pod pod) {
        int number = counter.getAndIncrement();
        var address =
                "127.%d.%d.%d"
                        .formatted(
                                1 + number / (ADDRESSES * ADDRESSES),
                                number / ADDRESSES % ADDRESSES,
                                1 + number % ADDRESSES);
        // It may be gone already.
        if (!addresses.replace(uid(pod), NONE, address)) return;
        var cluster = label(pod, Labels.CLUSTER_NAME);
        var role = label(pod, Labels.ROLE);
        if (role.equals(Labels.JOB_MANAGER)) {
            jobManagers.begin(cluster, address);
            flinks.put(cluster, address);
        }
        patch(pod, PodStatuses.running(pod, address, 0));
        switch (role) {
            case Labels.TASK_MANAGER -> {
                jobManagers.of(cluster).register(pod.getMetadata().getName(), address);
                sights.slots(cluster);
            }
            case Labels.BOOTSTRAP -> bootstrap(pod, cluster);
            default -> {}
        }
    }

    private void bootstrap(Pod pod, String cluster) {
        var flink = JobManagers.uri(flinks.getOrDefault(cluster, "127.0.0.1"));
        sights.bootstrap(cluster, true);
        submissions.put(
                uid(pod), new Submission(pod, flink, report -> ended(pod, cluster, report)));
    }

    private void ended(Pod pod, String cluster, BootstrapReport report) {
        sights.bootstrap(cluster, false);
        patch(pod, PodStatuses.ended(pod, report.exitCode(), report.toJson()));
    }

    private void patch(Pod pod, String status) {
        turns.acquireUninterruptibly();
        try {
            client.pods()
                    .inNamespace(namespace)
                    .withName(pod.getMetadata().getName())
                    .subresource("status")
                    .patch(PatchContext.of(PatchType.JSON_MERGE), status);
        } catch (KubernetesClientException failure) {
            if (failure.getCode() != NOT_FOUND) throw failure;
        } finally {
            turns.release();
        }
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private static String label(Pod pod, String key) {
        var labels = pod.getMetadata().getLabels();
        return labels == null ? "" : labels.getOrDefault(key, "");
    }
}
