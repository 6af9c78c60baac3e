package com.nextbreakpoint.flink.e2e.crash;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** What a kubelet writes into the status of a pod with one container. */
public final class PodStatuses {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PodStatuses() {}

    /**
     * It is Ready at once.
     *
     * @param restarts how often its container was started again
     */
    public static String running(Pod pod, String address, int restarts) {
        var status = status("Running", address, "True");
        var state = container(status, pod, restarts).putObject("state");
        state.putObject("running").put("startedAt", now());
        return patch(status);
    }

    /** What is written instead of the kubelet of a node that is not Ready: only this. */
    static String lost(Pod pod) {
        var conditions = JSON.createArrayNode();
        for (var condition : pod.getStatus().getConditions()) {
            ObjectNode one = JSON.valueToTree(condition);
            if (condition.getType().equals("Ready")) {
                one.put("status", "False").put("lastTransitionTime", now());
            }
            conditions.add(one);
        }
        var status = JSON.createObjectNode();
        status.set("conditions", conditions);
        return patch(status);
    }

    /** Its only container has ended, and this is its message. */
    public static String ended(Pod pod, int exitCode, String message) {
        var status = status(exitCode == 0 ? "Succeeded" : "Failed", "10.99.0.0", "False");
        var container = container(status, pod, 0).put("ready", false).put("started", false);
        container
                .putObject("state")
                .putObject("terminated")
                .put("exitCode", exitCode)
                .put("reason", exitCode == 0 ? "Completed" : "Error")
                .put("message", message)
                .put("startedAt", now())
                .put("finishedAt", now());
        return patch(status);
    }

    private static ObjectNode status(String phase, String address, String ready) {
        var status = JSON.createObjectNode();
        status.put("phase", phase).put("podIP", address);
        status.putArray("podIPs").addObject().put("ip", address);
        var conditions = status.putArray("conditions");
        conditions.addObject().put("type", "PodScheduled").put("status", "True");
        conditions
                .addObject()
                .put("type", "Ready")
                .put("status", ready)
                .put("lastTransitionTime", now());
        return status;
    }

    private static ObjectNode container(ObjectNode status, Pod pod, int restarts) {
        return status.putArray("containerStatuses")
                .addObject()
                .put("name", pod.getSpec().getContainers().getFirst().getName())
                .put("image", "test")
                .put("imageID", "test")
                .put("containerID", "test://%s-%d".formatted(pod.getMetadata().getUid(), restarts))
                .put("ready", true)
                .put("started", true)
                .put("restartCount", restarts);
    }

    private static String patch(ObjectNode status) {
        var patch = JSON.createObjectNode();
        patch.set("status", status);
        return patch.toString();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
