package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.desired.JobManagerPod;
import com.nextbreakpoint.flink.core.desired.TaskManagerPod;
import java.util.List;

/** What a changed spec would create: the API server is asked before anything stops for it. */
final class ChangedPods {
    private ChangedPods() {}

    static Action.Rehearse rehearsal(ClusterReading r) {
        var meta = r.observed().cluster().meta();
        var jobManager = Names.jobManagerPod(meta.name(), "rehearsal");
        var taskManager = Names.taskManagerPod(meta.name(), "rehearsal");
        var revision = Integer.MAX_VALUE;
        return new Action.Rehearse(
                subject(r),
                List.of(
                        JobManagerPod.desired(meta, r.spec(), revision, jobManager, r.tuning()),
                        TaskManagerPod.desired(meta, r.spec(), revision, taskManager, r.tuning())));
    }

    /** Under which its answer is remembered. */
    static String key(ClusterReading r) {
        return Action.Rehearse.key(subject(r));
    }

    /** It changes with the spec. */
    private static String subject(ClusterReading r) {
        var digest = Digests.of(r.spec());
        return String.join(
                " ",
                r.observed().cluster().meta().name(),
                digest.runtime(),
                digest.jobManager(),
                digest.taskManager());
    }
}
