package com.nextbreakpoint.flink.e2e.kube;

import com.nextbreakpoint.flink.core.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;

/** Pods that nobody needs to run. */
final class Pods {
    private Pods() {}

    static Pod pod(String name) {
        return new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withLabels(Labels.role("test", Labels.TASK_MANAGER))
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(0L)
                .addNewContainer()
                .withName("main")
                .withImage("nowhere.invalid/none:1")
                .endContainer()
                .endSpec()
                .build();
    }

    static boolean isShortLived(Pod pod) {
        return pod.getMetadata().getName().startsWith("short-lived-");
    }
}
