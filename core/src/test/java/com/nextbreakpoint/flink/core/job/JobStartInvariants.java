package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Enumeration;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.Bootstraps.Bootstrap;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.Starting.End;
import com.nextbreakpoint.flink.core.job.Starting.Patience;
import java.util.EnumSet;
import org.jspecify.annotations.NullUnmarked;

/** What always holds of jobs that are new, and of those that are being started. */
@NullUnmarked
final class JobStartInvariants {
    private JobStartInvariants() {}

    static void add(Enumeration<JobFacts, JobMove, JobReason> all) {
        unknown(all);
        starting(all);
        startEnds(all);
    }

    private static void unknown(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "a job leaves Unknown with our finalizer only, or to be deleted",
                Unknown.class,
                (f, v) ->
                        f.equipped()
                                || f.asked().deleted()
                                || JobRulesTest.does(v, JobMove.ADD_FINALIZER));
    }

    private static void starting(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "a deletion leaves Starting at once",
                Starting.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        all.always(
                "a bootstrap is created only for an open attempt that Flink does not list",
                Starting.class,
                (f, v) ->
                        !JobRulesTest.does(v, JobMove.CREATE_BOOTSTRAP)
                                || (f.open()
                                        && f.cluster() == Cluster.STARTED
                                        && f.bootstrap() == Bootstrap.NONE
                                        && EnumSet.of(Fate.NONE, Fate.ABSENT).contains(f.fate())
                                        && f.patience() == Patience.NONE
                                        && !f.stray()
                                        && f.asked().running()));
        all.always(
                "an attempt is marked only when nothing else can run and its slots are there",
                Starting.class,
                (f, v) ->
                        !JobRulesTest.does(v, JobMove.MARK_ATTEMPT)
                                || (!f.open()
                                        && f.cluster() == Cluster.STARTED
                                        && f.slots() == Slots.THERE
                                        && !f.fate().isLive()
                                        && f.fate() != Fate.UNKNOWN
                                        && f.fate() != Fate.ADRIFT
                                        && !f.stray()
                                        && f.patience() == Patience.NONE));
    }

    private static void startEnds(Enumeration<JobFacts, JobMove, JobReason> all) {
        all.always(
                "silence fails no start",
                Starting.class,
                (f, v) ->
                        f.fate() != Fate.UNKNOWN
                                || f.cluster() == Cluster.MISSING
                                || v.next() != SupervisorStatus.Stopped);
        all.always(
                "a failed start is over only when its checkpoints were read",
                Starting.class,
                (f, v) ->
                        v.reason() != JobReason.START_FAILED
                                || !f.fate().isFinal()
                                || f.end() != End.UNREAD);
        all.always(
                "an attempt begins only from a state that is known to be the newest, or that the user takes",
                Starting.class,
                (f, v) ->
                        !JobRulesTest.does(v, JobMove.MARK_ATTEMPT)
                                || f.origin() == Origin.KNOWN
                                || (f.origin() == Origin.ASSUMED
                                        && v.reason() == JobReason.STATE_ASSUMED));
        all.always(
                "a bootstrap that ended without a word is made again after a delay",
                Starting.class,
                (f, v) ->
                        v.reason() != JobReason.BOOTSTRAP_LOST
                                || !JobRulesTest.does(v, JobMove.DELETE_BOOTSTRAP)
                                || f.patience() != Patience.NONE);
        all.always(
                "a start ends in Started only when the job runs or has finished",
                Starting.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Started
                                || (f.open()
                                        && EnumSet.of(Fate.RUNS, Fate.FINISHED)
                                                .contains(f.fate())));
        all.always(
                "a job that runs or has finished is started where nothing is in its way",
                Starting.class,
                (f, v) ->
                        v.sort() != Verdict.Sort.STAY
                                || !f.open()
                                || f.cluster() != Cluster.STARTED
                                || !EnumSet.of(Fate.RUNS, Fate.FINISHED).contains(f.fate()));
    }
}
