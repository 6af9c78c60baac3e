package com.nextbreakpoint.flink.core.host;

import com.nextbreakpoint.flink.api.FlinkClusterSpec;
import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.desired.SupervisorDeployment;
import com.nextbreakpoint.flink.core.host.HostFacts.Existing;
import com.nextbreakpoint.flink.core.host.HostFacts.Pods;
import com.nextbreakpoint.flink.core.host.HostObserved.SupervisorPod;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from an observation. */
record HostReading(HostObserved observed, Alarm alarm) {
    HostFacts facts() {
        var spec = observed.cluster().spec();
        return new HostFacts(
                spec == null,
                meta().isDeleted(),
                spec != null && spec.supervisor() != null,
                isDedicated(),
                isAbandoned(),
                existing(),
                pods());
    }

    Meta meta() {
        return observed.cluster().meta();
    }

    boolean isDedicated() {
        var host = observed.cluster().status().supervision().supervisedBy();
        return host == SupervisedBy.Dedicated;
    }

    /** The Deployment as it should be, empty where none is wanted. */
    Optional<Deployment> desired() {
        FlinkClusterSpec spec = observed.cluster().spec();
        return spec == null || spec.supervisor() == null
                ? Optional.empty()
                : Optional.of(SupervisorDeployment.desired(meta(), spec, observed.tuning()));
    }

    /** Whether nobody waits any longer for a supervisor that is not there. */
    private boolean isPatienceOver(Instant deleted) {
        // Without a pod nothing tells since when.
        var since =
                observed.pods().stream()
                        .map(SupervisorPod::since)
                        .max(Instant::compareTo)
                        .orElse(deleted);
        // H9.abandoned
        return alarm.isOver(since, observed.tuning().taskTimeout());
    }

    private boolean isAbandoned() {
        var deleted = observed.deletedSince();
        if (deleted == null || pods() == Pods.READY) return false;
        var existing = existing();
        var neverAgain =
                meta().isDeleted()
                        && pods() == Pods.NONE
                        && (existing == Existing.ABSENT || existing == Existing.TERMINATING);
        // H9.abandoned
        return neverAgain || isPatienceOver(deleted);
    }

    private Pods pods() {
        if (observed.pods().isEmpty()) return Pods.NONE;
        return observed.pods().stream().anyMatch(SupervisorPod::ready)
                ? Pods.READY
                : Pods.NOT_READY;
    }

    private Existing existing() {
        var live = observed.deployment();
        var desired = desired();
        var refusal = desired.flatMap(one -> observed.refusals().of(key(one)));
        var refused = refusal.filter(one -> !alarm.has(one.retryAt())).isPresent();
        if (live == null) return refused ? Existing.REFUSED : Existing.ABSENT;
        if (!isOwn(live)) return Existing.FOREIGN;
        if (live.getMetadata().getDeletionTimestamp() != null) return Existing.TERMINATING;
        var current = desired.filter(one -> digest(one).equals(digest(live))).isPresent();
        if (current) return Existing.CURRENT;
        return refused ? Existing.REFUSED : Existing.DIFFERENT;
    }

    private boolean isOwn(Deployment live) {
        return Stream.ofNullable(live.getMetadata().getOwnerReferences())
                .flatMap(owners -> owners.stream())
                .map(OwnerReference::getUid)
                .anyMatch(uid -> Objects.equals(uid, meta().uid()));
    }

    private static String key(Deployment deployment) {
        return new Action.ApplyDeployment(deployment).key();
    }

    private static String digest(Deployment deployment) {
        var annotations = deployment.getMetadata().getAnnotations();
        return annotations == null ? "" : annotations.getOrDefault(SupervisorDeployment.DIGEST, "");
    }
}
