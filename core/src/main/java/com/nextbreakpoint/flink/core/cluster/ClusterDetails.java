package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Refusals;

/** The part of a message that differs from case to case. */
final class ClusterDetails {
    private ClusterDetails() {}

    static String of(ClusterReason reason, ClusterReading r) {
        return switch (reason) {
            case CHANGE_REFUSED ->
                    r.observed()
                            .refusals()
                            .startingWith("Rehearse")
                            .map(Refusals.Refusal::message)
                            .orElse("");
            case PODS_REFUSED ->
                    r.observed()
                            .refusals()
                            .startingWith("CreatePod")
                            .map(Refusals.Refusal::message)
                            .orElse("");
            case JOB_MANAGER_STARTING, JOB_MANAGER_SILENT -> jobManager(r);
            case WAITING_FOR_TASK_MANAGERS -> taskManagers(r);
            case WAITING_FOR_JOBS -> String.join(", ", r.observed().jobs().active());
            default -> "";
        };
    }

    private static String jobManager(ClusterReading r) {
        var trouble = r.jobManager().map(PodView::trouble).orElse("its pod is being created");
        return trouble.isEmpty() ? r.flink().problem() : trouble;
    }

    private static String taskManagers(ClusterReading r) {
        var current = r.currentTaskManagers();
        var registered = current.stream().filter(p -> r.registration(p).isPresent()).count();
        var trouble =
                current.stream()
                        .map(PodView::trouble)
                        .filter(text -> !text.isEmpty())
                        .findFirst()
                        .map(text -> " (" + text + ")")
                        .orElse("");
        return registered + "/" + r.wantedTaskManagers() + trouble;
    }
}
