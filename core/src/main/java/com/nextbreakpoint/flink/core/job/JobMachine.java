package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** One step of one job: observed → facts → verdict → status and actions. */
public final class JobMachine {
    private JobMachine() {}

    public static Step<FlinkJobStatus> step(JobObserved observed, Instant now) {
        var reading = new JobReading(observed, now);
        var verdict = verdict(reading);
        var moved =
                switch (verdict.sort()) {
                    case GO ->
                            cross(
                                    Objects.requireNonNull(verdict.next()),
                                    verdict.reason(),
                                    reading);
                    case MARK -> JobMoves.write(verdict.moves().getFirst(), reading);
                    case ACT, STAY -> observed.job().status();
                };
        var actions =
                verdict.sort() == Verdict.Sort.ACT
                        ? verdict.moves().stream()
                                .flatMap(move -> JobMoves.actions(move, reading).stream())
                                .toList()
                        : List.<Action>of();
        if (Step.isQuiet(actions, observed.refusals())) {
            return Step.quiet(observed.job(), actions);
        }
        var status = JobStatusView.of(moved, verdict, reading);
        return new Step<>(
                observed.job().meta().name(),
                status,
                actions,
                JobNotices.of(verdict, status, reading),
                reading.alarm().rest());
    }

    /** A job that cannot be read is only taken through its deletion. */
    private static Verdict<SupervisorStatus, JobMove, JobReason> verdict(JobReading reading) {
        var job = reading.observed().job();
        // C1.7
        return job.spec() == null && !job.meta().isDeleted()
                ? Verdict.stay(JobReason.MALFORMED)
                : facts(reading).decide();
    }

    private static JobFacts facts(JobReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown -> Unknown.of(r);
            case Starting -> Starting.of(r);
            case Started -> Started.of(r);
            case Stopping -> Stopping.of(r);
            case Stopped -> Stopped.of(r);
            case Terminated -> Terminated.of(r);
        };
    }

    private static FlinkJobStatus cross(SupervisorStatus next, JobReason reason, JobReading r) {
        var status =
                switch (next) {
                    case Starting -> Starting.enter(r);
                    case Started -> Started.enter(r);
                    case Stopping -> Stopping.enter(reason, r);
                    case Stopped -> Stopped.enter(reason, r);
                    case Terminated, Unknown -> r.status();
                };
        return status.supervise(s -> s.phaseTimestamp(r.now())).withSupervisorStatus(next);
    }
}
