package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.TaskManagerSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;

/** The pod of one TaskManager. */
public final class TaskManagerPod {
    private static final List<String> USUAL_ARGS = List.of("taskmanager");

    private TaskManagerPod() {}

    public static Pod desired(
            Meta cluster, FlinkClusterSpec spec, int revision, String podName, Tuning tuning) {
        var taskManager = spec.taskManager();
        var pod = new FlinkPod(cluster, Labels.TASK_MANAGER, spec.runtime(), taskManager);
        var slots =
                Defaults.variable(
                        "TASK_MANAGER_NUMBER_OF_TASK_SLOTS", taskManager.taskSlots().toString());
        var main = pod.main(List.of(slots), Ports.DATA, Ports.IPC);
        return pod.pod(
                podName, revision, isUsual(taskManager) ? known(main, tuning) : main.build());
    }

    /** Another like a living one, free to run on another node. */
    public static Pod copy(Pod living, String podName) {
        var meta = living.getMetadata();
        var spec = new PodSpecBuilder(living.getSpec()).withNodeName(null);
        return new PodBuilder()
                .withNewMetadata()
                .withName(podName)
                .withNamespace(meta.getNamespace())
                .withLabels(meta.getLabels())
                .withAnnotations(meta.getAnnotations())
                .withOwnerReferences(meta.getOwnerReferences())
                .endMetadata()
                .withSpec(spec.withEphemeralContainers(List.of()).build())
                .build();
    }

    /**
     * Flink knows the TaskManager by its pod's name, and finds its ports where we say. With a
     * command line of the user's own neither can be said, and a probe might ask the wrong port.
     */
    private static Container known(ContainerBuilder main, Tuning tuning) {
        var rpc = Probes.tcp(Ports.IPC.number);
        return main.addToArgs(
                        "-Dtaskmanager.resource-id=$(POD_NAME)",
                        "-Dtaskmanager.rpc.port=" + Ports.IPC.number,
                        "-Dtaskmanager.data.port=" + Ports.DATA.number)
                .withStartupProbe(Probes.startup(rpc, tuning.taskTimeout()))
                .withLivenessProbe(Probes.liveness(rpc, tuning.taskTimeout()))
                .build();
    }

    private static boolean isUsual(TaskManagerSpec spec) {
        return spec.command().isEmpty() && spec.args().equals(USUAL_ARGS);
    }
}
