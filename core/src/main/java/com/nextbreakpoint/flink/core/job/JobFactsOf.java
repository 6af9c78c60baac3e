package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.job.JobFacts.Amiss;
import com.nextbreakpoint.flink.core.job.JobFacts.Bootstrap;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.End;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Patience;
import com.nextbreakpoint.flink.core.job.JobFacts.Rehearsal;
import com.nextbreakpoint.flink.core.job.JobFacts.Remains;
import com.nextbreakpoint.flink.core.job.JobFacts.Savepoint;
import com.nextbreakpoint.flink.core.job.JobFacts.Slots;
import com.nextbreakpoint.flink.core.job.JobFacts.Welcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/** Compares numbers, times and digests with their thresholds: what is left are the facts. */
final class JobFactsOf {
    private JobFactsOf() {}

    static JobFacts of(JobReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown ->
                    new JobFacts.Unknown(r.asked(), r.isEquipped(), r.cluster(), r.isSuspended());
            case Starting -> starting(r);
            case Started -> started(r);
            case Stopping -> StopFactsOf.of(r);
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
                end(r),
                r.stray().isPresent(),
                change,
                slots(r),
                bootstrap(r, open),
                open ? Origin.KNOWN : r.origins().origin(),
                open && isNoteDue(r),
                patience(r));
    }

    private static End end(JobReading r) {
        if (r.fate() == Fate.LOST && Restarts.isExhausted(r)) return End.LAST;
        return r.endRead() ? End.READ : End.UNREAD;
    }

    private static Patience patience(JobReading r) {
        if (isTimedOut(r)) return Patience.OVER;
        if (r.isDelayed()) return Patience.DELAYED;
        return r.isRefused("CreateJob") ? Patience.REFUSED : Patience.NONE;
    }

    static Slots slots(JobReading r) {
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
        if (open && r.link().incarnation().isEmpty()) return Bootstrap.ASTRAY;
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
        if (r.flink().askedAfter(moment) || moment.isAfter(r.now())) return true;
        // Then the next poll has been, whose answer need not be news.
        var nextPoll = r.now().plus(r.link().tuning().pollingInterval());
        return r.alarm().has(nextPoll);
    }

    private static boolean isTimedOut(JobReading r) {
        var since = r.supervision().slotsTimestamp();
        var spec = r.observed().job().spec();
        if (since == null || spec == null || !r.flinkAnswers()) return false;
        var limit = Duration.ofSeconds(spec.restart().restartTimeout());
        return !r.isRestoring() && r.alarm().isOver(since, limit);
    }

    private static JobFacts started(JobReading r) {
        return new JobFacts.Started(
                r.asked(),
                r.cluster(),
                r.fate(),
                r.endRead(),
                amiss(r),
                r.isRestoring(),
                r.change(),
                rehearsal(r),
                r.origins().origin(),
                savepoint(r),
                isNoteDue(r));
    }

    private static Amiss amiss(JobReading r) {
        var kept = isAstray(r) && !r.fate().isLive();
        if (isBootstrapThere(r) && !kept) return Amiss.BOOTSTRAP;
        if (!r.supervision().incarnation().equals(r.flink().incarnation())) return Amiss.MOVED;
        return r.stray().isPresent() ? Amiss.STRAY : Amiss.NOTHING;
    }

    private static Rehearsal rehearsal(JobReading r) {
        if (r.change() != Change.CHANGED) return Rehearsal.NEEDED;
        var key = r.rehearsalKey();
        if (r.observed().refusals().rehearsed().contains(key)) return Rehearsal.PASSED;
        return r.isRefused(key) ? Rehearsal.REFUSED : Rehearsal.NEEDED;
    }

    static Savepoint savepoint(JobReading r) {
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
        if (again != null) return r.alarm().has(again);
        var spec = r.observed().job().spec();
        var started = r.supervision().startedTimestamp();
        if (spec == null || started == null || spec.savepoint().savepointInterval() == 0) {
            return false;
        }
        var requested = r.status().savepointRequestTimestamp();
        var last = requested == null || requested.isBefore(started) ? started : requested;
        return r.alarm().isOver(last, Duration.ofSeconds(spec.savepoint().savepointInterval()));
    }

    /**
     * At most once a minute while Flink answers; at once when it does not, when the savepoint of a
     * stop is there, and for the first state of an attempt, which also tells where the others are.
     */
    static boolean isNoteDue(JobReading r) {
        var newest = RestorePoints.newest(r);
        var known = r.status().restorePoint();
        if (newest.isEmpty() || newest.get().equals(known)) return false;
        var stopping = r.status().supervisorStatus() == SupervisorStatus.Stopping;
        var savepoint = newest.get().kind() == RestoreKind.Savepoint;
        if (r.fate() == Fate.UNKNOWN || (stopping && savepoint)) return true;
        if (known == null || RestorePoints.isOrigin(known, r)) return true;
        var before = known.timestamp();
        var after = Objects.requireNonNullElse(newest.get().timestamp(), Instant.EPOCH);
        return before == null || !after.isBefore(before.plus(Delays.NOTE));
    }

    static Remains remains(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> Remains.NONE;
            case BootstrapView.Going _ -> Remains.GOING;
            case BootstrapView.Running _, BootstrapView.Ended _ ->
                    isAstray(r) ? Remains.ASTRAY : Remains.THERE;
        };
    }

    /** Then its id is not spent, although the new JobManager does not list it yet. */
    private static boolean isAstray(JobReading r) {
        var process = r.link().incarnation();
        return !process.isEmpty()
                && !process.equals(r.supervision().incarnation())
                && JobAttempts.isSubmitting(r);
    }

    private static boolean isBootstrapThere(JobReading r) {
        return remains(r) == Remains.THERE || remains(r) == Remains.ASTRAY;
    }

    private static JobFacts stopped(JobReading r) {
        return new JobFacts.Stopped(
                r.asked(),
                r.cluster(),
                r.fate().isLive(),
                r.stray().isPresent(),
                welcome(r),
                isBootstrapThere(r),
                r.isSuspended(),
                isFresh(r),
                Restarts.of(r));
    }

    private static Welcome welcome(JobReading r) {
        var up = r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED;
        if (!r.asked().running() || r.asked().deleted() || !up) return Welcome.UNWANTED;
        return switch (r.change()) {
            case NONE -> Welcome.WANTED;
            case CHANGED -> Welcome.CHANGED;
            case SUSPENDED -> Welcome.UNWANTED;
        };
    }

    private static boolean isFresh(JobReading r) {
        return r.link().startedWithoutSavepoint() != null
                && r.link().phase() == SupervisorStatus.Starting
                && r.asked().running()
                && !r.supervision().withoutSavepoint();
    }
}
