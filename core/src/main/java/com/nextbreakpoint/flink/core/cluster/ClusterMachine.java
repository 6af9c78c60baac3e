package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
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
        var tuning = Tuning.of(spec);
        var reading = new ClusterReading(observed, spec, tuning, new Alarm(now));
        Verdict<SupervisorStatus, ClusterMove, ClusterReason> verdict =
                ClusterRules.decide(ClusterFactsOf.of(reading));
        var moved =
                switch (verdict.sort()) {
                    case GO ->
                            ClusterMarks.cross(
                                    Objects.requireNonNull(verdict.next()),
                                    verdict.reason(),
                                    reading);
                    case MARK -> ClusterMarks.apply(verdict.moves().getFirst(), reading);
                    case ACT, STAY -> observed.cluster().status();
                };
        var status = ClusterStatusView.of(moved, verdict.reason(), reading);
        var actions =
                verdict.sort() == Verdict.Sort.ACT
                        ? verdict.moves().stream()
                                .flatMap(move -> ClusterMoves.actions(move, reading).stream())
                                .toList()
                        : List.<Action>of();
        return new Step<>(
                observed.cluster().meta().name(),
                status,
                actions,
                ClusterNotices.of(verdict.reason(), status, actions, reading),
                reading.alarm().rest());
    }
}
