package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Enumeration;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Bootstraps.Remains;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.Stops.Plan;
import com.nextbreakpoint.flink.core.job.Stops.Trigger;
import org.jspecify.annotations.NullUnmarked;

/** What always holds of jobs that are being stopped, and of those that are. */
@NullUnmarked
final class JobEndInvariants {
    private JobEndInvariants() {}

    static void add(Enumeration<JobFacts, JobMove, JobReason> all) {
        stopping(all);
        stopEnds(all);
        stopped(all);
    }

    private static void stopping(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "who is forced waits for nobody but a savepoint in progress",
                Stopping.class,
                (f, v) ->
                        !f.forced()
                                || v.sort() != Verdict.Sort.STAY
                                || f.trigger() == Trigger.IN_PROGRESS
                                || f.trigger() == Trigger.SLOW);
        all.always(
                "a stop is marked only when nothing else is in flight",
                Stopping.class,
                (f, v) ->
                        !JobRulesTest.does(v, JobMove.MARK_STOP)
                                || (f.trigger() == Trigger.NONE
                                        && f.bootstrap() == Remains.NONE
                                        && f.fate() == Fate.RUNS
                                        && f.plan() == Plan.SAVEPOINT
                                        && !f.backedOff()));
        all.always(
                "a savepoint that was in flight when the stop began is recorded whichever way it went",
                Stopping.class,
                (f, v) ->
                        f.news() == Stopping.News.NONE
                                || v.sort() == Verdict.Sort.MARK
                                || JobRulesTest.isReady(f));
        all.always(
                "nothing is cancelled that should leave a savepoint, unless forced",
                Stopping.class,
                (f, v) ->
                        !JobRulesTest.does(v, JobMove.CANCEL_JOB)
                                || f.forced()
                                || (f.trigger() == Trigger.NONE
                                        && (f.plan() == Plan.CANCEL
                                                || f.plan() == Plan.CHECKPOINT)));
    }

    private static void stopEnds(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "silence ends no stop, unless forced",
                Stopping.class,
                (f, v) ->
                        f.fate() != Fate.UNKNOWN
                                || f.forced()
                                || v.next() != SupervisorStatus.Stopped);
        all.always(
                "a live job is not called stopped",
                Stopping.class,
                (f, v) -> !f.fate().isLive() || v.next() != SupervisorStatus.Stopped);
        all.always(
                "a stop is taken back only before its savepoint is asked for",
                Stopping.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Starting
                                || (f.reasonGone() && f.trigger() == Trigger.NONE));
        all.always(
                "a job that vanished during its savepoint leaves an open question",
                Stopping.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Stopped
                                || !f.fate().isGone()
                                || f.forced()
                                || f.trigger() == Trigger.NONE
                                || f.trigger() == Trigger.COMPLETED
                                || v.reason() == JobReason.RESULT_UNKNOWN);
    }

    private static void stopped(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "a job that turns up is kept only when it is what the spec wants",
                Stopped.class,
                (f, v) ->
                        !f.live()
                                || v.sort() != Verdict.Sort.GO
                                || v.next() != SupervisorStatus.Starting
                                || f.welcome() == Stopped.Welcome.WANTED);
        all.always(
                "a job that turns up with an old specification is stopped as for a change",
                Stopped.class,
                (f, v) ->
                        v.reason() != JobReason.SPEC_CHANGED
                                || (f.live() && f.welcome() == Stopped.Welcome.CHANGED));
        all.always(
                "a deletion leaves Stopped as soon as no other copy lives",
                Stopped.class,
                (f, v) ->
                        !f.asked().deleted()
                                || JobRulesTest.isGo(v)
                                || JobRulesTest.does(v, JobMove.CANCEL_STRAY));
        all.always(
                "a stopped job starts only when it is wanted and may",
                Stopped.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Starting
                                || f.live()
                                || f.stray()
                                || (f.asked().running()
                                        && !f.suspended()
                                        && f.restart() == Restarts.Restart.DUE
                                        && !f.bootstrapThere()));
    }
}
