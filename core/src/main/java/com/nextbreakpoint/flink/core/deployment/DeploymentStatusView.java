package com.nextbreakpoint.flink.core.deployment;

import com.nextbreakpoint.flink.api.ClusterDigest;
import com.nextbreakpoint.flink.api.Condition;
import com.nextbreakpoint.flink.api.DeploymentDigest;
import com.nextbreakpoint.flink.api.DeploymentDigest.NamedJobDigest;
import com.nextbreakpoint.flink.api.FlinkDeploymentSpec;
import com.nextbreakpoint.flink.api.FlinkDeploymentStatus;
import com.nextbreakpoint.flink.api.JobDigest;
import com.nextbreakpoint.flink.api.ResourceStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Reason;
import com.nextbreakpoint.flink.core.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The part of the status that only mirrors what is seen; it decides nothing. */
final class DeploymentStatusView {
    /** So long what a child waits for is passed over, once something was told. */
    private static final Duration PASSING = Duration.ofSeconds(10);

    private DeploymentStatusView() {}

    static FlinkDeploymentStatus of(
            FlinkDeploymentStatus moved, DeploymentReason reason, DeploymentReading r) {
        var reached = reason.weight() == Reason.Weight.REACHED;
        var spec = r.observed().deployment().spec();
        var status =
                moved.with(
                        s ->
                                s.resourceStatus(
                                                reached
                                                        ? ResourceStatus.Updated
                                                        : ResourceStatus.Updating)
                                        .digest(spec == null ? moved.digest() : digest(spec, r))
                                        .observedGeneration(r.meta().generation())
                                        .conditions(conditions(reason, reached, r)));
        return status.equals(r.status()) ? r.status() : status.withTimestamp(r.now());
    }

    private static List<Condition> conditions(
            DeploymentReason reason, boolean reached, DeploymentReading r) {
        var message = reason.message(r.detail(reason));
        // D8.ready
        if (isPassedOver(reason, message, r)) return r.status().conditions();
        return Conditions.progress(
                r.status().conditions(), reached, reason, message, r.now(), r.meta().generation());
    }

    /**
     * Whether it is only something else that a child waits for, soon after something was told. A
     * start has a dozen such sentences, the child has them all, and each is a status to write.
     */
    private static boolean isPassedOver(
            DeploymentReason reason, String message, DeploymentReading r) {
        var told = r.status().timestamp();
        if (reason != DeploymentReason.CHILD_NOT_READY || told == null) return false;
        return Conditions.find(r.status().conditions(), Conditions.READY)
                .filter(ready -> ready.reason().equals(reason.camelCase()))
                .filter(ready -> ready.observedGeneration() == r.meta().generation())
                .filter(ready -> !ready.message().equals(message))
                .filter(_ -> !told.isAfter(r.now()) && !r.alarm().isOver(told, PASSING))
                .isPresent();
    }

    /** Of what the children hold, so that only what was achieved is recorded. */
    private static DeploymentDigest digest(FlinkDeploymentSpec spec, DeploymentReading r) {
        var jobs =
                spec.jobs().stream()
                        .flatMap(
                                job ->
                                        digest(job.name(), r)
                                                .map(
                                                        digest ->
                                                                new NamedJobDigest(
                                                                        job.name(), digest))
                                                .stream())
                        .toList();
        return new DeploymentDigest(digest(r), jobs);
    }

    private static ClusterDigest digest(DeploymentReading r) {
        return own(Stream.ofNullable(r.observed().cluster()), r.meta().name(), r)
                .map(Digests::of)
                .orElse(r.status().digest().cluster());
    }

    private static Optional<JobDigest> digest(String job, DeploymentReading r) {
        var before =
                r.status().digest().jobs().stream()
                        .filter(one -> one.name().equals(job))
                        .map(NamedJobDigest::job)
                        .findFirst();
        return own(r.observed().jobs().stream(), Names.job(r.meta().name(), job), r)
                .map(Digests::of)
                .or(() -> before);
    }

    private static <S, T> Optional<S> own(
            Stream<Resource<S, T>> children, String name, DeploymentReading r) {
        return children.filter(child -> child.meta().name().equals(name))
                .filter(child -> child.meta().ownerUid().equals(r.meta().uid()))
                .flatMap(child -> Stream.ofNullable(child.spec()))
                .findFirst();
    }
}
