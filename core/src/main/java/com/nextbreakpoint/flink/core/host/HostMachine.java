package com.nextbreakpoint.flink.core.host;

import com.nextbreakpoint.flink.api.FlinkClusterStatus;
import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Alarm;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Step.Notice;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** One step of the question who supervises one cluster: observed → facts → verdict → step. */
public final class HostMachine {
    private HostMachine() {}

    /** Of the status only {@code supervision.supervisedBy} may differ. */
    public static Step<FlinkClusterStatus> step(HostObserved observed, Instant now) {
        var reading = new HostReading(observed, new Alarm(now));
        var verdict = HostRules.decide(reading.facts());
        var before = observed.cluster().status();
        var name = reading.meta().name();
        var crosses = verdict.sort() == Verdict.Sort.GO;
        return new Step<>(
                name,
                crosses ? handed(before, Objects.requireNonNull(verdict.next())) : before,
                verdict.moves().stream().flatMap(move -> actions(move, reading)).toList(),
                crosses ? List.of(notice(verdict.reason())) : List.of(),
                reading.alarm().rest());
    }

    private static FlinkClusterStatus handed(FlinkClusterStatus status, SupervisedBy host) {
        return status.withSupervision(status.supervision().withSupervisedBy(host));
    }

    private static Stream<Action> actions(HostMove move, HostReading r) {
        return switch (move) {
            case APPLY_DEPLOYMENT -> r.desired().stream().map(Action.ApplyDeployment::new);
            case DELETE_DEPLOYMENT ->
                    Stream.of(new Action.DeleteDeployment(Names.supervisor(r.meta().name())));
        };
    }

    private static Notice notice(HostReason reason) {
        return reason == HostReason.TAKEN_OVER
                ? Notice.warning("SupervisorTakenOver", reason.sentence())
                : Notice.normal("SupervisorChanged", reason.sentence());
    }
}
