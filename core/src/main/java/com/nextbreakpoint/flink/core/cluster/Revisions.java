package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.ClusterSupervision.Revision;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.PodView;
import java.util.List;
import java.util.stream.Stream;

/** What the pods were made for, and whether the spec wants something else by now. */
final class Revisions {
    private Revisions() {}

    static boolean isChanged(ClusterReading r) {
        // K3.revision-1
        return isJobManagerChanged(r) || isTaskManagerChanged(r);
    }

    /** Whether the JobManager's side of the spec differs from what the cluster runs with. */
    private static boolean isJobManagerChanged(ClusterReading r) {
        var wanted = Digests.of(r.spec());
        var has = r.status().digest();
        return !wanted.runtime().equals(has.runtime())
                || !wanted.jobManager().equals(has.jobManager());
    }

    static boolean isTaskManagerChanged(ClusterReading r) {
        var wanted = Digests.of(r.spec());
        var has = r.status().digest();
        return !wanted.runtime().equals(has.runtime())
                || !wanted.taskManager().equals(has.taskManager());
    }

    /** All pods that are of an older revision, Terminating ones included. */
    static List<PodView> outdated(ClusterReading r) {
        var revision = r.supervision().revision();
        // K3.revision-3
        return Stream.concat(
                        r.observed().jobManagers().stream()
                                .filter(pod -> pod.revision() < revision.jobManager()),
                        r.observed().taskManagers().stream()
                                .filter(pod -> pod.revision() < revision.taskManager()))
                .toList();
    }

    static FlinkClusterStatus raise(ClusterReading r) {
        var changed = r.supervision().stopReason() == StopReason.Changed;
        // K3.revision-3, K3.started-7, K3.started-8
        return raise(r.status(), r, !changed || isJobManagerChanged(r));
    }

    static FlinkClusterStatus raiseBoth(FlinkClusterStatus status, ClusterReading r) {
        return raise(status, r, true);
    }

    /**
     * Records what the pods are made for from now on: whatever is older is outdated. No job is lost
     * with a JobManager that is replaced on purpose, so its incarnation is forgotten.
     */
    private static FlinkClusterStatus raise(
            FlinkClusterStatus status, ClusterReading r, boolean jobManagerToo) {
        var had = status.supervision();
        int count = had.jobManagerCount();
        var used = count == had.incarnationCount() && !had.incarnation().isEmpty();
        var revision =
                new Revision(
                        had.revision().jobManager() + (jobManagerToo ? 1 : 0),
                        had.revision().taskManager() + 1);
        return ClusterReading.note(
                        status,
                        s ->
                                s.stopReason(null)
                                        .withoutSavepoint(false)
                                        .jobManagerCount(jobManagerToo && used ? count + 1 : count)
                                        .incarnation(jobManagerToo ? "" : had.incarnation())
                                        .revision(revision))
                .withDigest(Digests.of(r.spec()).withSupervisor(status.digest().supervisor()));
    }
}
