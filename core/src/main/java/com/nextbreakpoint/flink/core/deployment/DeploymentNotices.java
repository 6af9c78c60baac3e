package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the log and the Events say of a deployment. */
public final class DeploymentNotices {
    private static final String FOREGROUND = "foregroundDeletion";

    private DeploymentNotices() {}

    static List<Step.Notice> of(
            DeploymentReason reason, List<Action> actions, DeploymentReading r) {
        var notices = new ArrayList<Step.Notice>();
        if (!isKnown(reason, r)) {
            var message = reason.message(r.detail(reason));
            notices.add(
                    reason.weight() == Reason.Weight.STALLED
                            ? Step.Notice.warning(reason.camelCase(), message)
                            : Step.Notice.normal(reason.camelCase(), message));
            if (reason == DeploymentReason.DELETING_JOBS) notices.addAll(inTheForeground(r));
        }
        notices.addAll(scales(r));
        for (var action : actions) {
            if (action instanceof Action.RemoveFinalizer released)
                lastState(released.name(), r).ifPresent(notices::add);
        }
        return List.copyOf(notices);
    }

    /** The line for the log, once an action is done. */
    public static Optional<String> done(Action action) {
        return Optional.ofNullable(
                switch (action) {
                    case Action.AddFinalizer a when a.kind() == Kind.FlinkDeployment ->
                            "Add finalizer: deployment " + a.name();
                    case Action.RemoveFinalizer a when a.kind() == Kind.FlinkDeployment ->
                            "Remove finalizer: deployment " + a.name();
                    case Action.ApplyCluster a ->
                            "Cluster " + a.name() + participle(a.resourceVersion());
                    case Action.ApplyFlinkJob a ->
                            "Job " + a.name() + participle(a.resourceVersion());
                    case Action.DeleteResource a when a.kind() == Kind.FlinkCluster ->
                            "Cluster " + a.name() + " deleted";
                    case Action.DeleteResource a -> "Job " + a.name() + " deleted";
                    default -> null;
                });
    }

    private static String participle(@Nullable String resourceVersion) {
        return resourceVersion == null ? " created" : " updated";
    }

    /** A changed message is news only where somebody's help is needed. */
    private static boolean isKnown(DeploymentReason reason, DeploymentReading r) {
        return Conditions.find(r.status().conditions(), Conditions.READY)
                .filter(ready -> ready.reason().equals(reason.camelCase()))
                .filter(
                        ready ->
                                reason.weight() != Reason.Weight.STALLED
                                        || ready.message().equals(reason.message(r.detail(reason))))
                .isPresent();
    }

    private static Optional<Step.Notice> lastState(String flinkJob, DeploymentReading r) {
        return r.observed().jobs().stream()
                .filter(job -> job.meta().name().equals(flinkJob))
                .flatMap(job -> Stream.ofNullable(job.status().restorePoint()))
                .findFirst()
                .map(
                        point ->
                                Step.Notice.normal(
                                        "LastState",
                                        "The last state of %s is the %s %s"
                                                .formatted(
                                                        flinkJob,
                                                        point.kind()
                                                                .name()
                                                                .toLowerCase(Locale.ROOT),
                                                        point.path())));
    }

    /** Kubernetes deletes the pods first then, and nothing is left to take a savepoint of. */
    private static List<Step.Notice> inTheForeground(DeploymentReading r) {
        var wishes =
                r.observed().jobs().stream()
                        .flatMap(job -> Stream.ofNullable(job.spec()))
                        .anyMatch(job -> job.savepoint().savepointOnDelete());
        return wishes && r.meta().finalizers().contains(FOREGROUND)
                ? List.of(
                        Step.Notice.warning(
                                "SavepointOnDeleteIgnored",
                                "A deletion in the foreground deletes the pods first: no savepoint"
                                        + " is taken"))
                : List.of();
    }

    /** Whoever edits what belongs to scale is told, once, when the edit is first seen. */
    private static List<Step.Notice> scales(DeploymentReading r) {
        var before = r.observed().settled();
        var after = r.observed().deployment().spec();
        Long seen = r.status().observedGeneration();
        var edited = seen != null && seen < r.meta().generation();
        if (before == null || after == null || !edited) return List.of();
        var notices = new ArrayList<Step.Notice>();
        var name = r.meta().name();
        if (before.cluster().taskManagers() != after.cluster().taskManagers())
            notices.add(scale("taskManagers", "fc " + name, after.cluster().taskManagers()));
        for (var job : after.jobs()) {
            before.jobs().stream()
                    .filter(old -> old.name().equals(job.name()))
                    .filter(old -> old.spec().jobParallelism() != job.spec().jobParallelism())
                    .map(
                            old ->
                                    scale(
                                            "jobParallelism",
                                            "fj " + Names.job(name, job.name()),
                                            job.spec().jobParallelism()))
                    .forEach(notices::add);
        }
        return notices;
    }

    private static Step.Notice scale(String field, String object, int replicas) {
        return Step.Notice.warning(
                "ScaleIgnored",
                "%s belongs to scale once %s exists: kubectl scale %s --replicas=%d"
                        .formatted(field, object, object, replicas));
    }
}
