package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Labels;
import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.Step;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the log and the Events say of a cluster. */
public final class ClusterNotices {
    private static final Set<ClusterReason> WARNINGS =
            EnumSet.of(
                    ClusterReason.UNKNOWN_ACTION,
                    ClusterReason.ACTION_REFUSED,
                    ClusterReason.JOB_MANAGER_LOST,
                    ClusterReason.JOB_MANAGER_UNRESPONSIVE,
                    ClusterReason.STRAY_TASKS,
                    ClusterReason.STOP_FORCED);

    private ClusterNotices() {}

    static List<Step.Notice> of(
            ClusterReason reason,
            FlinkClusterStatus written,
            List<Action> actions,
            ClusterReading r) {
        var notices = new ArrayList<Step.Notice>();
        var before = r.status();
        if (before.supervisorStatus() != written.supervisorStatus()) {
            notices.add(Step.Notice.log("Supervisor status: " + written.supervisorStatus()));
        }
        rescaled(written, actions, r).ifPresent(notices::add);
        var known =
                Conditions.find(before.conditions(), Conditions.READY)
                        .filter(ready -> ready.reason().equals(reason.camelCase()))
                        .isPresent();
        if (!known) {
            var message = reason.message(ClusterDetails.of(reason, r));
            var warning = WARNINGS.contains(reason) || reason.weight() == Reason.Weight.STALLED;
            notices.add(
                    warning
                            ? Step.Notice.warning(reason.camelCase(), message)
                            : Step.Notice.normal(reason.camelCase(), message));
        }
        return List.copyOf(notices);
    }

    /** What brings the number in the spec into line when the wish has not changed is a reset. */
    private static Optional<Step.Notice> rescaled(
            FlinkClusterStatus written, List<Action> actions, ClusterReading r) {
        int before = r.status().taskManagers();
        int wanted = written.taskManagers();
        if (before != wanted) {
            var change = "TaskManagers: %d are wanted instead of %d".formatted(wanted, before);
            return Optional.of(Step.Notice.normal("Rescaled", change));
        }
        var up = r.status().supervisorStatus() == SupervisorStatus.Started;
        if (!up || actions.stream().noneMatch(Action.Scale.class::isInstance)) {
            return Optional.empty();
        }
        var reset =
                "taskManagers is set from %d to %d: the parallelism of the jobs decides"
                        .formatted(r.spec().taskManagers(), wanted);
        return Optional.of(Step.Notice.normal("ScaleReset", reset));
    }

    /** The line for the log, once an action is done. */
    public static Optional<String> done(Action action) {
        return Optional.ofNullable(
                switch (action) {
                    case Action.CreatePod create -> {
                        var meta = create.pod().getMetadata();
                        yield Labels.JOB_MANAGER.equals(meta.getLabels().get(Labels.ROLE))
                                ? "JobManager pod created"
                                : "TaskManagers pod created (" + meta.getName() + ")";
                    }
                    case Action.ApplyService _ -> "JobManager service created";
                    case Action.DeletePod delete -> "Pod deleted (" + delete.name() + ")";
                    case Action.DeleteService _ -> "JobManager service deleted";
                    default -> null;
                });
    }
}
