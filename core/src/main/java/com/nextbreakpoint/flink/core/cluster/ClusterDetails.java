package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Refusals;

/** The part of a message that differs from case to case. */
final class ClusterDetails {
    private ClusterDetails() {}

    static String of(ClusterReason reason, ClusterReading r) {
        var refusals = r.observed().refusals();
        var name = r.observed().cluster().meta().name();
        return switch (reason) {
            case INITIALISING -> refusals.ofFinalizer(Kind.FlinkCluster, name);
            case CHANGE_REFUSED ->
                    refusals.startingWith("Rehearse").map(Refusals.Refusal::message).orElse("");
            case PODS_REFUSED ->
                    refusals.startingWith("CreatePod").map(Refusals.Refusal::message).orElse("");
            case POD_STUCK -> r.trouble().orElse("");
            case JOB_MANAGER_STARTING, JOB_MANAGER_SILENT, JOB_MANAGER_UNREACHABLE -> jobManager(r);
            case WAITING_FOR_TASK_MANAGERS -> taskManagers(r);
            case WAITING_FOR_JOBS -> String.join(", ", r.observed().jobs().active());
            default -> "";
        };
    }

    private static String jobManager(ClusterReading r) {
        return r.jobManager().isPresent() ? r.flink().problem() : "its pod is being created";
    }

    private static String taskManagers(ClusterReading r) {
        return TaskManagerCount.registered(r) + "/" + TaskManagerCount.wanted(r);
    }
}
