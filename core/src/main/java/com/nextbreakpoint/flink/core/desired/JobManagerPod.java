package com.nextbreakpoint.flink.core.desired;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Tuning;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.List;

/** The pod of a cluster's only JobManager. */
public final class JobManagerPod {
    private static final String OVERVIEW = "/overview";

    private JobManagerPod() {}

    public static Pod desired(
            Meta cluster, FlinkClusterSpec spec, int revision, String podName, Tuning tuning) {
        var pod = new FlinkPod(cluster, Labels.JOB_MANAGER, spec.runtime(), spec.jobManager());
        var overview = Probes.http(OVERVIEW, Ports.UI.number);
        // A JobManager that is killed loses its jobs: whether it only is busy is for the supervisor
        // to judge, so the kubelet looks no further than the port, and waits longer.
        var main =
                pod.main(List.of(), Ports.UI, Ports.RPC, Ports.BLOB, Ports.QUERY)
                        .withStartupProbe(Probes.startup(overview, tuning.taskTimeout()))
                        .withReadinessProbe(Probes.readiness(overview))
                        .withLivenessProbe(
                                Probes.liveness(Probes.tcp(Ports.UI.number), tuning.taskTimeout()))
                        .build();
        return pod.pod(podName, revision, main);
    }
}
