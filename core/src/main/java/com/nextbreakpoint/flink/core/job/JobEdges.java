package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.RequestedState;
import com.nextbreakpoint.flink.api.SavepointTrigger;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What crossing an edge writes into the status. */
final class JobEdges {
    private JobEdges() {}

    static FlinkJobStatus cross(SupervisorStatus next, JobReason reason, JobReading r) {
        var status =
                switch (next) {
                    case Starting -> starting(r);
                    case Started -> started(r);
                    case Stopping -> stopping(reason, r);
                    case Stopped -> stopped(reason, r);
                    case Terminated, Unknown -> r.status();
                };
        return status.supervise(s -> s.phaseTimestamp(r.now())).withSupervisorStatus(next);
    }

    private static FlinkJobStatus starting(JobReading r) {
        var status = r.fate().isLive() ? RestorePoints.note(r.status(), r) : r.status();
        return status.supervise(
                        s -> s.slotsTimestamp(null).nextRestartTimestamp(null).stopReason(null))
                .withRestarts(status.restarts() + (Restarts.isCounted(r) ? 1 : 0));
    }

    private static FlinkJobStatus started(JobReading r) {
        var since = r.supervision().startedTimestamp();
        return RestorePoints.note(r.status(), r)
                .supervise(
                        s ->
                                s.startedTimestamp(since == null ? r.now() : since)
                                        .incarnation(r.flink().incarnation())
                                        .nextRestartTimestamp(null)
                                        .settledJobId("")
                                        .unreadJobIds(List.of())
                                        .stopTriggerId(""));
    }

    private static FlinkJobStatus stopping(JobReason reason, JobReading r) {
        var noted = RestorePoints.note(r.status(), r);
        var asked =
                switch (reason) {
                    case START_REQUESTED -> JobRequests.start(noted);
                    case STOP_REQUESTED -> JobRequests.stop(noted);
                    default -> noted;
                };
        var status =
                reason == JobReason.START_TIMED_OUT
                        ? asked.withLastError(new LastError(reason.sentence(), r.now()))
                        : asked;
        return status.supervise(
                s ->
                        s.stopReason(stopReason(reason))
                                .stopTriggerId("")
                                .stopTries(0)
                                .nextRestartTimestamp(null));
    }

    static StopReason stopReason(JobReason reason) {
        return switch (reason) {
            case RESOURCE_DELETED -> StopReason.Deleted;
            case START_REQUESTED -> StopReason.Restart;
            case STOP_REQUESTED -> StopReason.UserStop;
            case CLUSTER_STOPPING -> StopReason.Cluster;
            case SUSPENDED -> StopReason.Suspended;
            case SPEC_CHANGED -> StopReason.Changed;
            case START_TIMED_OUT -> StopReason.StartFailed;
            case STRAY_CANCELLED -> StopReason.Stray;
            default -> throw new IllegalArgumentException(reason + " stops no job");
        };
    }

    private static FlinkJobStatus stopped(JobReason reason, JobReading r) {
        var status = RestorePoints.note(r.status(), r);
        if (Restarts.isHealthy(r)) status = status.withRestarts(0);
        var taken = isTriggered(r) ? Stops.savepoint(r).orElse(null) : null;
        if (taken != null) {
            status = Savepoints.withSavepoint(status, r, taken, SavepointTrigger.Stop);
        }
        var ended = endedBy(reason, r, taken);
        var incarnation = incarnation(reason, r);
        var settled = taken != null || isLastWord(r, reason) || isSettled(r) ? status.jobId() : "";
        var delay = Restarts.next(ended, status.restarts(), r);
        var endedStatus = withError(reason, status, r);
        var keep = status.requestedState() == RequestedState.Running;
        return Savepoints.withoutPending(endedStatus)
                .supervise(
                        s ->
                                s.endedBy(ended)
                                        .incarnation(incarnation)
                                        .slotsTimestamp(null)
                                        .nextRestartTimestamp(delay)
                                        .withoutSavepoint(
                                                keep && r.supervision().withoutSavepoint())
                                        .stopTriggerId("")
                                        .settledJobId(settled));
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

    /**
     * Flink has told all that the attempt left; it left nothing new where its own origin is gone.
     */
    private static boolean isLastWord(JobReading r, JobReason reason) {
        return !(reason == JobReason.START_FAILED && JobDetails.isMissing(r))
                && r.fate().isFinal()
                && !RestorePoints.isAhead(r)
                && r.checkpoints().filter(FlinkView.Checkpoints::settled).isPresent();
    }

    /** It is over, and the user has forgotten what it left. */
    private static boolean isSettled(JobReading r) {
        return r.supervision().settledJobId().equals(r.status().jobId());
    }

    private static boolean isTriggered(JobReading r) {
        return !r.supervision().stopTriggerId().isEmpty();
    }

    private static FlinkJobStatus withError(JobReason reason, FlinkJobStatus status, JobReading r) {
        return switch (reason) {
            case START_FAILED, JOB_FAILED, JOB_LOST, JOB_VANISHED ->
                    status.withLastError(new LastError(JobDetails.message(reason, r), r.now()));
            default -> status;
        };
    }

    private static @Nullable EndedBy endedBy(
            JobReason reason, JobReading r, @Nullable String taken) {
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
            default -> endOfStop(r, taken);
        };
    }

    /** A job that ended by itself while it was to be stopped is treated as one that ended. */
    private static EndedBy endOfStop(JobReading r, @Nullable String taken) {
        var running = r.isWanted();
        if (running && taken == null && r.fate() == Fate.FINISHED) return EndedBy.Finished;
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
