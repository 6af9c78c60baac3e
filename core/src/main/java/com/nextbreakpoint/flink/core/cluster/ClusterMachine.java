package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One step of one cluster: observed → facts → verdict → status and actions. */
public final class ClusterMachine {
    private ClusterMachine() {}

    public static Step<FlinkClusterStatus> step(ClusterObserved observed, Instant now) {
        var spec = observed.cluster().spec();
        if (spec == null) return Malformed.step(observed, now);
        var reading = new ClusterReading(observed, spec, observed.tuning(), new Alarm(now));
        var verdict = facts(reading).decide();
        var reason = verdict.reason();
        var moved =
                switch (verdict.sort()) {
                    case GO -> cross(Objects.requireNonNull(verdict.next()), reason, reading);
                    case MARK -> ClusterMoves.status(verdict.moves().getFirst(), reading);
                    case ACT, STAY -> observed.cluster().status();
                };
        var actions =
                verdict.sort() == Verdict.Sort.ACT
                        ? verdict.moves().stream()
                                .flatMap(move -> ClusterMoves.actions(move, reading).stream())
                                .toList()
                        : List.<Action>of();
        if (Step.isQuiet(actions, observed.refusals())) {
            return Step.quiet(observed.cluster(), actions);
        }
        var status = ClusterStatusView.of(moved, reason, reading);
        return new Step<>(
                observed.cluster().meta().name(),
                status,
                actions,
                ClusterNotices.of(reason, status, actions, reading),
                reading.alarm().rest());
    }

    private static ClusterFacts facts(ClusterReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown -> Unknown.of(r);
            case Starting -> Starting.of(r);
            case Started -> Started.of(r);
            case Stopping -> Stopping.of(r);
            case Stopped -> Stopped.of(r);
            case Terminated -> Terminated.of(r);
        };
    }

    private static FlinkClusterStatus cross(
            SupervisorStatus next, ClusterReason reason, ClusterReading r) {
        var crossing =
                ClusterReading.note(r.status(), s -> s.phaseTimestamp(r.now()).stopReason(null))
                        .withSupervisorStatus(next);
        return switch (next) {
            case Starting -> Starting.enter(crossing, r);
            case Started -> Started.enter(crossing);
            case Stopping -> Stopping.enter(crossing, reason, r);
            case Unknown, Stopped, Terminated -> crossing;
        };
    }
}
