package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus.RememberedJob;
import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobTemplate;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.RestorePath;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the jobs of a deployment would come back with, if they were deleted by hand. */
final class RestorePoints {
    private RestorePoints() {}

    /** One entry for each job of the spec that has something to come back with. */
    static List<RememberedJob> of(DeploymentObserved observed) {
        var spec = observed.deployment().spec();
        if (spec == null) return observed.deployment().status().jobs();
        return spec.jobs().stream()
                .map(JobTemplate::name)
                .flatMap(
                        job ->
                                of(job, observed)
                                        .map(point -> new RememberedJob(job, point))
                                        .stream())
                .toList();
    }

    private static Optional<RestorePoint> of(String job, DeploymentObserved observed) {
        var deployment = observed.deployment().meta();
        var before = remembered(observed.deployment().status(), job);
        var live =
                observed.jobs().stream()
                        .filter(one -> one.meta().name().equals(Names.job(deployment.name(), job)))
                        .filter(one -> one.meta().ownerUid().equals(deployment.uid()))
                        .findFirst();
        return live.isPresent() ? after(live.get(), before) : Optional.ofNullable(before);
    }

    /** The annotations of a job that comes back: it starts from what is remembered, exactly. */
    static Map<String, String> request(FlinkDeploymentStatus status, String job) {
        var point = remembered(status, job);
        // D8.by-hand
        return point == null
                ? Map.of()
                : Map.of(
                        Names.REQUESTED_ACTION,
                        RequestedAction.START.name(),
                        Names.RESTORE_FROM,
                        point.path());
    }

    /**
     * A request to restore that is not carried out yet counts as what it asks for, unless it will
     * be refused. Checkpoints come and go while a job is there; its last one is noted when its
     * supervisor is done with it.
     */
    private static Optional<RestorePoint> after(
            Resource<FlinkJobSpec, FlinkJobStatus> live, @Nullable RestorePoint before) {
        var asked =
                Stream.of(
                                Optional.ofNullable(
                                        live.meta().annotations().get(Names.RESTORE_FROM)),
                                Optional.ofNullable(live.status().supervision().restoreFrom()))
                        .flatMap(Optional::stream)
                        .filter(path -> RestorePath.problem("", path).isEmpty())
                        .findFirst();
        if (asked.isPresent()) {
            var path = asked.get();
            return before != null && before.path().equals(path)
                    ? Optional.of(before)
                    : Optional.of(new RestorePoint(RestoreKind.Savepoint, path, null, null));
        }
        var point = live.status().restorePoint();
        var passing = point != null && point.kind() == RestoreKind.Checkpoint;
        return passing && !ChildState.isFinished(live.meta())
                ? Optional.ofNullable(before)
                : Optional.ofNullable(point);
    }

    private static @Nullable RestorePoint remembered(FlinkDeploymentStatus status, String job) {
        return status.jobs().stream()
                .filter(one -> one.name().equals(job))
                .flatMap(one -> Stream.ofNullable(one.restorePoint()))
                .findFirst()
                .orElse(null);
    }
}
