package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.job.JobFacts.Amiss;
import com.nextbreakpoint.flink.core.job.JobFacts.Change;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.End;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Patience;
import com.nextbreakpoint.flink.core.job.JobFacts.Rehearsal;
import com.nextbreakpoint.flink.core.job.JobFacts.Welcome;
import java.time.Duration;

/** Compares numbers, times and digests with their thresholds: what is left are the facts. */
final class JobFactsOf {
    private JobFactsOf() {}

    static JobFacts of(JobReading r) {
        return switch (r.status().supervisorStatus()) {
            case Unknown ->
                    new JobFacts.Unknown(
                            JobRequests.asked(r), r.isEquipped(), r.cluster(), r.isSuspended());
            case Starting -> starting(r);
            case Started -> started(r);
            case Stopping -> StopFactsOf.of(r);
            case Stopped -> stopped(r);
            case Terminated ->
                    new JobFacts.Terminated(
                            r.meta().finalizers().contains(Names.SUPERVISOR_FINALIZER));
        };
    }

    private static JobFacts starting(JobReading r) {
        var open = r.supervision().slotsTimestamp() != null;
        var change = r.change();
        if (change == Change.CHANGED && !open && !r.fate().isLive()) change = Change.NONE;
        return new JobFacts.Starting(
                JobRequests.asked(r),
                r.cluster(),
                open,
                r.fate(),
                end(r),
                r.stray().isPresent(),
                change,
                Slots.of(r),
                Bootstraps.of(r),
                open ? Origin.KNOWN : new Origins(r).origin(),
                open && RestorePoints.isNoteDue(r),
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

    private static boolean isTimedOut(JobReading r) {
        var since = r.supervision().slotsTimestamp();
        var spec = r.spec();
        if (since == null || spec == null || !r.flinkAnswers()) return false;
        var limit = Duration.ofSeconds(spec.restart().restartTimeout());
        return !r.isRestoring() && r.alarm().isOver(since, limit);
    }

    private static JobFacts started(JobReading r) {
        return new JobFacts.Started(
                JobRequests.asked(r),
                r.cluster(),
                r.fate(),
                r.endRead(),
                amiss(r),
                r.isRestoring(),
                r.change(),
                rehearsal(r),
                new Origins(r).origin(),
                Savepoints.of(r),
                RestorePoints.isNoteDue(r));
    }

    private static Amiss amiss(JobReading r) {
        var kept = Bootstraps.isAstray(r) && !r.fate().isLive();
        if (Bootstraps.isThere(r) && !kept) return Amiss.BOOTSTRAP;
        if (!r.supervision().incarnation().equals(r.flink().incarnation())) return Amiss.MOVED;
        return r.stray().isPresent() ? Amiss.STRAY : Amiss.NOTHING;
    }

    private static Rehearsal rehearsal(JobReading r) {
        if (r.change() != Change.CHANGED) return Rehearsal.NEEDED;
        var key = Bootstraps.rehearsalKey(r);
        if (r.observed().refusals().rehearsed().contains(key)) return Rehearsal.PASSED;
        return r.isRefused(key) ? Rehearsal.REFUSED : Rehearsal.NEEDED;
    }

    private static JobFacts stopped(JobReading r) {
        return new JobFacts.Stopped(
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
        var up = r.cluster() == Cluster.STARTING || r.cluster() == Cluster.STARTED;
        if (!r.isWanted() || r.meta().isDeleted() || !up) return Welcome.UNWANTED;
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
}
