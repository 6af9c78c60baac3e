package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One step of one job: observed → facts → verdict → status and actions. */
public final class JobMachine {
    private JobMachine() {}

    public static Step<FlinkJobStatus> step(JobObserved observed, Instant now) {
        var reading = new JobReading(observed, now);
        var verdict = verdict(reading);
        var moved =
                switch (verdict.sort()) {
                    case GO ->
                            JobEdges.cross(
                                    Objects.requireNonNull(verdict.next()),
                                    verdict.reason(),
                                    reading);
                    case MARK -> JobMarks.apply(verdict.moves().getFirst(), reading);
                    case ACT, STAY -> observed.job().status();
                };
        var status = JobStatusView.of(moved, verdict, reading);
        var actions =
                verdict.sort() == Verdict.Sort.ACT
                        ? verdict.moves().stream()
                                .flatMap(move -> actions(move, reading).stream())
                                .toList()
                        : List.<Action>of();
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
        return job.spec() == null && !job.meta().isDeleted()
                ? Verdict.stay(JobReason.MALFORMED)
                : JobRules.decide(JobFactsOf.of(reading));
    }

    private static List<Action> actions(JobMove move, JobReading r) {
        var meta = r.observed().job().meta();
        var status = r.status();
        return switch (move) {
            case RESET_REQUEST ->
                    List.of(
                            new Action.ResetRequest(
                                    Kind.FlinkJob, meta.name(), meta.resourceVersion()));
            case ADD_FINALIZER ->
                    List.of(
                            new Action.AddFinalizer(
                                    Kind.FlinkJob, meta.name(), Names.SUPERVISOR_FINALIZER),
                            new Action.AddLabels(Kind.FlinkJob, meta.name(), r.labels()));
            case REMOVE_FINALIZER ->
                    List.of(
                            new Action.RemoveFinalizer(
                                    Kind.FlinkJob, meta.name(), Names.SUPERVISOR_FINALIZER));
            case CREATE_BOOTSTRAP -> List.of(r.bootstrapJob(status.jobId(), restorePath(status)));
            case DELETE_BOOTSTRAP -> deleteBootstrap(r);
            case REHEARSE -> List.of(r.rehearsal());
            case POST_SAVEPOINT ->
                    List.of(
                            new Action.TriggerSavepoint(
                                    status.jobId(),
                                    status.savepointTriggerId(),
                                    Directories.ofSavepoint(r, status.savepointTriggerId())));
            case POST_STOP ->
                    List.of(
                            new Action.StopJob(
                                    status.jobId(),
                                    r.supervision().stopTriggerId(),
                                    Directories.ofSavepoint(r, r.supervision().stopTriggerId())));
            case CANCEL_JOB -> List.of(new Action.CancelJob(status.jobId()));
            case CANCEL_STRAY ->
                    r.stray()
                            .<List<Action>>map(id -> List.of(new Action.CancelJob(id)))
                            .orElse(List.of());
            default -> throw new IllegalArgumentException(move + " has no effect");
        };
    }

    private static @Nullable String restorePath(FlinkJobStatus status) {
        return status.restoredFrom() == null ? null : status.restoredFrom().path();
    }

    private static List<Action> deleteBootstrap(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.Running job -> List.of(new Action.DeleteJob(job.name(), job.uid()));
            case BootstrapView.Ended job -> List.of(new Action.DeleteJob(job.name(), job.uid()));
            case BootstrapView.None _ -> List.of();
            case BootstrapView.Going _ -> List.of();
        };
    }
}
