package com.nextbreakpoint.flink.e2e;

import io.fabric8.kubernetes.api.model.Pod;

/** Signals to the first process of a pod's first container, from the node it runs on. */
final class Processes {
    private Processes() {}

    /**
     * Ends it without a chance to say anything; the kubelet starts the container again in place.
     */
    static void kill(Pod pod) {
        signal("SIGKILL", pod);
    }

    /** Stops it without ending it: its connections stay open, and nobody answers. */
    static void freeze(Pod pod) {
        signal("SIGSTOP", pod);
    }

    static void thaw(Pod pod) {
        signal("SIGCONT", pod);
    }

    /** Whether the kubelet has told that its container runs. */
    static boolean run(Pod pod) {
        return pod.getStatus().getContainerStatuses().stream()
                .anyMatch(container -> container.getState().getRunning() != null);
    }

    private static void signal(String signal, Pod pod) {
        var container = pod.getStatus().getContainerStatuses().getFirst();
        var id = container.getContainerID().replaceFirst("^.*://", "");
        Toolbox.say(signal + " to " + pod.getMetadata().getName());
        TestCluster.control("ctr", "tasks kill --signal " + signal + " " + id);
    }
}
