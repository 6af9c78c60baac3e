package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.PodView;
import com.nextbreakpoint.flink.core.Reason;
import java.util.List;

/** The part of the status that only mirrors what is seen; it decides about scaling delays only. */
final class ClusterStatusView {
    private ClusterStatusView() {}

    static FlinkClusterStatus of(FlinkClusterStatus moved, ClusterReason reason, ClusterReading r) {
        var stays = moved.supervisorStatus() == r.status().supervisorStatus();
        var reached = stays && reason.weight() == Reason.Weight.REACHED;
        var wanted = isUp(moved) ? TaskManagerCount.wanted(r) : 0;
        var rescaled = wanted != r.status().taskManagers() || moved.rescaleTimestamp() == null;
        var living = r.observed().taskManagers().stream().filter(PodView::isLiving).count();
        var name = r.observed().cluster().meta().name();
        var status =
                moved.with(
                        s ->
                                s.resourceStatus(
                                                reached
                                                        ? ResourceStatus.Updated
                                                        : ResourceStatus.Updating)
                                        .clusterHealth(health(moved, r))
                                        .taskManagers(wanted)
                                        .taskManagerReplicas((int) living)
                                        .taskSlots(r.spec().taskManager().taskSlots())
                                        .totalTaskSlots(totalSlots(r, (int) living))
                                        .serviceMode(r.spec().jobManager().serviceMode())
                                        .labelSelector(Labels.selector(name))
                                        .rescaleTimestamp(
                                                rescaled ? r.now() : moved.rescaleTimestamp())
                                        .observedGeneration(
                                                r.observed().cluster().meta().generation())
                                        .conditions(conditions(reason, reached, r)));
        // C1.8
        return status.equals(r.status()) ? r.status() : status.withTimestamp(r.now());
    }

    private static boolean isUp(FlinkClusterStatus status) {
        return switch (status.supervisorStatus()) {
            case Starting, Started, Stopping -> true;
            case Unknown, Stopped, Terminated -> false;
        };
    }

    private static int totalSlots(ClusterReading r, int living) {
        if (r.flinkAnswers()) return r.flink().slotsTotal();
        return living == 0 ? 0 : r.status().totalTaskSlots();
    }

    /**
     * One failed poll means nothing; a JobManager that is gone or new is unhealthy until it
     * answers.
     */
    private static String health(FlinkClusterStatus moved, ClusterReading r) {
        if (!isUp(moved)) return "";
        if (r.flinkAnswers()) return "HEALTHY";
        if (moved.supervisorStatus() == SupervisorStatus.Starting) return "";
        var replaced = !r.supervision().incarnation().equals(r.incarnation());
        // K3.started-3
        return replaced || r.flinkIsSilent() ? "UNHEALTHY" : r.status().clusterHealth();
    }

    private static List<Condition> conditions(
            ClusterReason reason, boolean reached, ClusterReading r) {
        var name = reason.camelCase();
        var message = reason.message(ClusterDetails.of(reason, r));
        var generation = r.observed().cluster().meta().generation();
        var serves = r.status().supervisorStatus() == SupervisorStatus.Started && r.flinkAnswers();
        var all = r.status().conditions();
        all = Conditions.progress(all, reached, reason, message, r.now(), generation);
        return Conditions.set(all, Conditions.RUNNING, serves, name, message, r.now(), generation);
    }
}
