package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.job.JobFacts.Bootstrap;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Note;
import com.nextbreakpoint.flink.core.job.JobFacts.Plan;
import com.nextbreakpoint.flink.core.job.JobFacts.Rehearsal;
import com.nextbreakpoint.flink.core.job.JobFacts.Remains;
import com.nextbreakpoint.flink.core.job.JobFacts.Savepoint;
import com.nextbreakpoint.flink.core.job.JobFacts.Slots;
import com.nextbreakpoint.flink.core.job.JobFacts.Trigger;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Compares numbers, times and digests with their thresholds: what is left are the facts. */
final class JobFactsOf {
    private static final Duration NOTE_INTERVAL = Duration.ofMinutes(1);

    private JobFactsOf() {}

    static JobFacts of(JobReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown ->
                    new JobFacts.Unknown(r.asked(), r.isEquipped(), r.cluster(), r.isSuspended());
            case Starting -> starting(r);
            case Started -> started(r);
            case Stopping -> stopping(r);
            case Stopped -> stopped(r);
            case Terminated ->
                    new JobFacts.Terminated(
                            r.observed()
                                    .job()
                                    .meta()
                                    .finalizers()
                                    .contains(Names.SUPERVISOR_FINALIZER));
        };
    }

    private static JobFacts starting(JobReading r) {
        var open = r.supervision().slotsTimestamp() != null;
        var change = r.change();
        if (change == Change.CHANGED && !open && !r.fate().isLive()) change = Change.NONE;
        return new JobFacts.Starting(
                r.asked(),
                r.cluster(),
                open,
                r.fate(),
                r.endRead(),
                r.stray().isPresent(),
                change,
                slots(r),
                bootstrap(r, open),
                isTimedOut(r),
                r.isDelayed() || r.isRefused("CreateJob"));
    }

    private static Slots slots(JobReading r) {
        if (r.link().outdatedTaskManagers()) return Slots.OUTDATED;
        return r.link().freeSlots() >= r.parallelism() ? Slots.THERE : Slots.SHORT;
    }

    private static Bootstrap bootstrap(JobReading r, boolean open) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> Bootstrap.NONE;
            case BootstrapView.Going _ -> Bootstrap.GOING;
            case BootstrapView.Running running -> running(r, running, open);
            case BootstrapView.Ended ended ->
                    ended.jobId().equals(r.status().jobId()) ? said(r, ended) : Bootstrap.OTHER;
        };
    }

    private static Bootstrap running(JobReading r, BootstrapView.Running running, boolean open) {
        var ours = running.jobId().equals(r.status().jobId()) && (open || !r.differsFromAttempt());
        if (!ours) return Bootstrap.OTHER;
        return running.trouble().isEmpty() ? Bootstrap.RUNNING : Bootstrap.STUCK;
    }

    private static Bootstrap said(JobReading r, BootstrapView.Ended ended) {
        return switch (ended.said()) {
            case NOTHING -> Bootstrap.SAID_NOTHING;
            case NOT_SUBMITTED -> Bootstrap.SAID_NOT_SUBMITTED;
            case SUBMITTED ->
                    r.flinkAnswers() && isListedSince(r, ended.seenAt())
                            ? Bootstrap.SAID_SUBMITTED
                            : Bootstrap.SAID_SUBMITTED_JUST_NOW;
        };
    }

    /** A moment that lies in the future was before the clock jumped back. */
    private static boolean isListedSince(JobReading r, Instant moment) {
        return r.flink().askedAfter(moment) || moment.isAfter(r.now());
    }

    private static boolean isTimedOut(JobReading r) {
        var since = r.supervision().slotsTimestamp();
        var spec = r.observed().job().spec();
        if (since == null || spec == null || !r.flinkAnswers()) return false;
        return !r.isRestoring() && r.elapsed(since).toSeconds() >= spec.restart().restartTimeout();
    }

    private static JobFacts started(JobReading r) {
        return new JobFacts.Started(
                r.asked(),
                r.cluster(),
                r.fate(),
                r.endRead(),
                r.stray().isPresent(),
                r.isRestoring(),
                !r.supervision().incarnation().equals(r.flink().incarnation()),
                r.change(),
                rehearsal(r),
                savepoint(r),
                note(r));
    }

    private static Rehearsal rehearsal(JobReading r) {
        if (r.change() != Change.CHANGED) return Rehearsal.NEEDED;
        var key = r.rehearsal().key();
        if (r.observed().refusals().rehearsed().contains(key)) return Rehearsal.PASSED;
        return r.isRefused(key) ? Rehearsal.REFUSED : Rehearsal.NEEDED;
    }

    private static Savepoint savepoint(JobReading r) {
        var id = r.status().savepointTriggerId();
        if (id.isEmpty()) return isSavepointDue(r) ? Savepoint.DUE : Savepoint.NONE;
        if (!r.flinkAnswers()) return Savepoint.PENDING;
        return switch (r.flink().triggers().get(id)) {
            case null -> Savepoint.PENDING;
            case FlinkView.Trigger.InProgress _ -> Savepoint.PENDING;
            case FlinkView.Trigger.Completed _ -> Savepoint.COMPLETED;
            case FlinkView.Trigger.Failed _ -> Savepoint.FAILED;
            case FlinkView.Trigger.Unknown _ -> Savepoint.TO_POST;
        };
    }

    private static boolean isSavepointDue(JobReading r) {
        var again = r.supervision().nextSavepointTimestamp();
        if (again != null) return !r.now().isBefore(again);
        var spec = r.observed().job().spec();
        var started = r.supervision().startedTimestamp();
        if (spec == null || started == null || spec.savepoint().savepointInterval() == 0) {
            return false;
        }
        var requested = r.status().savepointRequestTimestamp();
        var last = requested == null || requested.isBefore(started) ? started : requested;
        return r.elapsed(last).toSeconds() >= spec.savepoint().savepointInterval();
    }

    private static Note note(JobReading r) {
        var newest = RestorePoints.newest(r);
        var known = r.status().restorePoint();
        if (newest.isEmpty() || newest.get().equals(known)) return Note.NONE;
        if (newest.get().kind() != RestoreKind.Checkpoint) return Note.NEWER;
        var before = known == null ? null : known.timestamp();
        var after = Objects.requireNonNullElse(newest.get().timestamp(), Instant.EPOCH);
        var due = before == null || !after.isBefore(before.plus(NOTE_INTERVAL));
        return due ? Note.DUE : Note.NEWER;
    }

    private static JobFacts stopping(JobReading r) {
        return new JobFacts.Stopping(
                r.asked(),
                r.supervision().stopReason() == StopReason.Deleted,
                isReasonGone(r),
                remains(r),
                r.fate(),
                r.endRead(),
                trigger(r),
                plan(r),
                r.isDelayed() || r.isRefused("StopJob"),
                r.isRestoring(),
                isForced(r));
    }

    private static Remains remains(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> Remains.NONE;
            case BootstrapView.Going _ -> Remains.GOING;
            case BootstrapView.Running _, BootstrapView.Ended _ -> Remains.THERE;
        };
    }

    private static boolean isBootstrapThere(JobReading r) {
        return remains(r) == Remains.THERE;
    }

    private static boolean isReasonGone(JobReading r) {
        var reason = r.supervision().stopReason();
        var up = r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED;
        if (reason == null || !up || !r.asked().running() || r.change() != Change.NONE) {
            return false;
        }
        return switch (reason) {
            case Changed, UserStop, Cluster, Suspended -> true;
            case Restart, Deleted, StartFailed, Stray, Silence -> false;
        };
    }

    private static Trigger trigger(JobReading r) {
        var id = r.supervision().stopTriggerId();
        if (id.isEmpty()) return Trigger.NONE;
        if (!r.flinkAnswers()) {
            return r.stopSavepoint().isPresent() ? Trigger.COMPLETED : Trigger.AWAITED;
        }
        return switch (r.flink().triggers().get(id)) {
            case null -> Trigger.AWAITED;
            case FlinkView.Trigger.InProgress _ -> Trigger.IN_PROGRESS;
            case FlinkView.Trigger.Completed _ -> Trigger.COMPLETED;
            case FlinkView.Trigger.Failed _ -> Trigger.FAILED;
            case FlinkView.Trigger.Unknown _ ->
                    r.stopSavepoint().isPresent() ? Trigger.COMPLETED : Trigger.UNKNOWN;
        };
    }

    private static Plan plan(JobReading r) {
        if (r.status().attempt() == 0 || !r.isSavepointWanted()) return Plan.CANCEL;
        if (r.fate() == Fate.RUNS) return Plan.SAVEPOINT;
        var checkpoints = r.checkpoints();
        if (r.supervision().startedTimestamp() == null) {
            if (checkpoints.isEmpty()) return Plan.READ;
            if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        }
        var idle = r.job().map(job -> job.notRunningSince()).orElse(null);
        if (!r.isTaskTimeoutOver(idle)) return Plan.SAVEPOINT;
        if (checkpoints.isEmpty()) return Plan.READ;
        if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        return checkpoints.get().retained() ? Plan.CHECKPOINT : Plan.HOLD;
    }

    /** A deletion waits for an answer no longer than taskTimeout. */
    private static boolean isForced(JobReading r) {
        var since = r.supervision().phaseTimestamp();
        var deleted = r.observed().job().meta().deleted();
        if (!r.isDeletion() || since == null) return false;
        var later = deleted != null && deleted.isAfter(since) ? deleted : since;
        return r.isTaskTimeoutOver(later);
    }

    private static JobFacts stopped(JobReading r) {
        var wanted =
                r.asked().running()
                        && !r.asked().deleted()
                        && r.change() == Change.NONE
                        && (r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED);
        return new JobFacts.Stopped(
                r.asked(),
                r.cluster(),
                r.fate().isLive(),
                r.stray().isPresent(),
                wanted,
                isBootstrapThere(r),
                r.isSuspended(),
                isUnresolved(r),
                isFresh(r),
                Restarts.of(r));
    }

    private static boolean isFresh(JobReading r) {
        return r.link().startedWithoutSavepoint() != null
                && r.link().phase() == SupervisorStatus.Starting
                && r.asked().running()
                && !r.supervision().withoutSavepoint();
    }

    private static boolean isUnresolved(JobReading r) {
        var decided = r.supervision().restoreFrom() != null || r.supervision().withoutSavepoint();
        return !r.supervision().stopTriggerId().isEmpty()
                && !decided
                && !RestorePoints.isOfLastAttempt(r.status());
    }
}
