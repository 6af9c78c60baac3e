package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.api.SupervisorStatus.Starting;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Stopping;
import static com.nextbreakpoint.flink.api.SupervisorStatus.Terminated;
import static com.nextbreakpoint.flink.core.Verdict.act;
import static com.nextbreakpoint.flink.core.Verdict.go;
import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.SavepointTrigger;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Restarts.Restart;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A job that has ended, or has not begun.
 *
 * @param live the job of the status is alive in Flink
 * @param stray another job with this job's mark is
 * @param welcome what a live job would be met with
 * @param fresh the cluster starts without savepoints, and this job does not know yet
 */
record Stopped(
        Asked asked,
        Cluster cluster,
        boolean live,
        boolean stray,
        Welcome welcome,
        boolean bootstrapThere,
        boolean suspended,
        boolean fresh,
        Restart restart)
        implements JobFacts {

    /** Whether a job that turned up would be kept. */
    enum Welcome {
        WANTED,
        /** It is wished for, but with another bootstrap or parallelism. */
        CHANGED,
        UNWANTED
    }

    static Stopped of(JobReading r) {
        return new Stopped(
                JobRequests.asked(r),
                r.cluster(),
                r.fate().isLive(),
                r.stray().isPresent(),
                welcome(r),
                Bootstraps.isThere(r),
                r.isSuspended(),
                isFresh(r),
                Restarts.of(r));
    }

    private static Welcome welcome(JobReading r) {
        if (!r.isWanted() || r.meta().isDeleted() || !r.cluster().isUp()) return Welcome.UNWANTED;
        return switch (r.change()) {
            case NONE -> Welcome.WANTED;
            case CHANGED -> Welcome.CHANGED;
            case SUSPENDED -> Welcome.UNWANTED;
        };
    }

    private static boolean isFresh(JobReading r) {
        return r.link().startedWithoutSavepoint() != null
                && r.link().phase() == SupervisorStatus.Starting
                && r.isWanted()
                && !r.supervision().withoutSavepoint();
    }

    @Override
    public Verdict<SupervisorStatus, JobMove, JobReason> decide() {
        // J4.id-3
        if (stray && (live || welcome != Welcome.WANTED))
            return act(JobMove.CANCEL_STRAY, JobReason.STRAY_CANCELLED);
        // J4.stopped-live
        if (live && welcome == Welcome.UNWANTED) return go(Stopping, JobReason.STRAY_CANCELLED);
        // J4.id-3
        if (live && welcome == Welcome.CHANGED) return go(Stopping, JobReason.SPEC_CHANGED);
        // J4.terminated-1
        if (asked.deleted()) return go(Terminated, JobReason.RESOURCE_DELETED);
        var taken = JobRequests.takeIdle(asked);
        // A5.1, A5.start, A5.stop
        if (taken != null) return taken;
        // J4.stopped-live
        if (live || stray) return go(Starting, JobReason.JOB_ADOPTED);
        // A5.cluster-without
        if (fresh) return mark(JobMove.START_FRESH, JobReason.START_REQUESTED);
        // C1.3
        if (bootstrapThere) return act(JobMove.DELETE_BOOTSTRAP, JobReason.BOOTSTRAP_DELETED);
        // J4.stopped-suspended
        if (suspended) return stay(JobReason.SUSPENDED);
        // J4.stopped-user-stop
        if (!asked.running()) return stay(JobReason.STOPPED_BY_USER);
        // J4.stopped-finished, J4.stopped-failed, J4.stopped-cluster, J4.started-3, J4.starting-5
        if (restart == Restart.NO) return stay(JobReason.ENDED_FOR_GOOD);
        // J4.stopped-delays
        if (restart == Restart.EXHAUSTED) return stay(JobReason.RESTARTS_EXHAUSTED);
        // J4.cluster-1
        if (cluster == Cluster.MISSING) return stay(JobReason.CLUSTER_NOT_FOUND);
        // A5.cluster-stop
        if (cluster.isDown()) return stay(JobReason.CLUSTER_STOPPED);
        // J4.stopped-delays
        if (restart == Restart.LATER) return stay(JobReason.RESTART_PENDING);
        // J4.stopped-start, J4.stopped-planned, J4.stopped-suspended
        return go(Starting, JobReason.RESTARTING);
    }

    static FlinkJobStatus enter(JobReason reason, JobReading r) {
        var stop = r.supervision().stopTriggerId();
        var taken = stop.isEmpty() ? null : Stops.savepoint(r).orElse(null);
        var status = withError(reason, withState(taken, r), r);
        var ended = endedBy(reason, taken, r);
        // J4.stopping-5
        var settled = isSettled(reason, taken, r) ? status.jobId() : "";
        return Savepoints.withoutPending(status)
                .supervise(
                        s ->
                                s.endedBy(ended)
                                        .incarnation(incarnation(reason, r))
                                        .slotsTimestamp(null)
                                        .nextRestartTimestamp(
                                                Restarts.next(ended, status.restarts(), r))
                                        .withoutSavepoint(
                                                r.isWanted() && r.supervision().withoutSavepoint())
                                        .stopTriggerId("")
                                        .settledJobId(settled));
    }

    private static FlinkJobStatus withState(@Nullable String taken, JobReading r) {
        var noted = RestorePoints.note(r.status(), r);
        var status = Restarts.isHealthy(r) ? noted.withRestarts(0) : noted;
        // J4.stopping-1
        return taken == null
                ? status
                : Savepoints.withSavepoint(status, r, taken, SavepointTrigger.Stop);
    }

    private static FlinkJobStatus withError(JobReason reason, FlinkJobStatus status, JobReading r) {
        return switch (reason) {
            case START_FAILED, JOB_FAILED, JOB_LOST, JOB_VANISHED ->
                    status.withLastError(new LastError(JobDetails.message(reason, r), r.now()));
            default -> status;
        };
    }

    /**
     * None once the job has ended there: after jobstore.expiration-time its JobManager lists it no
     * more, and never takes its id again (Flink 1.20, 2.3).
     */
    private static String incarnation(JobReason reason, JobReading r) {
        if (reason == JobReason.JOB_LOST && Bootstraps.isSubmitting(r)) {
            return r.flink().incarnation();
        }
        var seen = r.supervision().startedTimestamp() != null || reason == JobReason.JOB_VANISHED;
        var over = r.fate().isFinal() || (r.fate() == Fate.ABSENT && seen);
        return over ? "" : r.supervision().incarnation();
    }

    /** All that the attempt left is known; or it is over, and the user has forgotten it. */
    private static boolean isSettled(JobReason reason, @Nullable String taken, JobReading r) {
        return taken != null
                || isLastWord(reason, r)
                || r.supervision().settledJobId().equals(r.status().jobId());
    }

    /**
     * Flink has told all that the attempt left; it left nothing new where its own origin is gone.
     */
    private static boolean isLastWord(JobReason reason, JobReading r) {
        return !(reason == JobReason.START_FAILED && JobDetails.isMissing(r))
                && r.fate().isFinal()
                && !RestorePoints.isAhead(r)
                && r.checkpoints().filter(FlinkView.Checkpoints::settled).isPresent();
    }

    private static @Nullable EndedBy endedBy(
            JobReason reason, @Nullable String taken, JobReading r) {
        return switch (reason) {
            case SUSPENDED -> EndedBy.Suspended;
            case CLUSTER_NOT_FOUND, CLUSTER_STOPPED ->
                    r.status().attempt() == 0 ? null : EndedBy.Cluster;
            case JOB_FINISHED -> EndedBy.Finished;
            case JOB_CANCELED -> EndedBy.Canceled;
            case JOB_FAILED -> EndedBy.Failed;
            case JOB_LOST -> EndedBy.Lost;
            case JOB_VANISHED -> EndedBy.Unknown;
            case START_FAILED -> EndedBy.StartFailed;
            default -> endOfStop(taken, r);
        };
    }

    private static EndedBy endOfStop(@Nullable String taken, JobReading r) {
        var running = r.isWanted();
        // J4.stopping-1
        if (running && taken == null && r.fate() == Fate.FINISHED) return EndedBy.Finished;
        // J4.stopping-1
        if (running && taken == null && r.fate() == Fate.FAILED) return EndedBy.Lost;
        var before = Objects.requireNonNullElse(r.supervision().endedBy(), EndedBy.Lost);
        return switch (Objects.requireNonNullElse(
                r.supervision().stopReason(), StopReason.UserStop)) {
            case StartFailed -> EndedBy.StartFailed;
            case Suspended -> EndedBy.Suspended;
            case Stray -> running ? before : EndedBy.UserStop;
            case Cluster -> {
                if (!running) yield EndedBy.UserStop;
                yield r.link().exists() && r.link().planned() ? EndedBy.Planned : EndedBy.Cluster;
            }
            case Restart, Changed, Silence, UserStop, Deleted ->
                    running ? EndedBy.Planned : EndedBy.UserStop;
        };
    }
}
