package com.nextbreakpoint.flink.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Enumeration;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.JobFacts.Bootstrap;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import com.nextbreakpoint.flink.core.job.JobFacts.Plan;
import com.nextbreakpoint.flink.core.job.JobFacts.Remains;
import com.nextbreakpoint.flink.core.job.JobFacts.Slots;
import com.nextbreakpoint.flink.core.job.JobFacts.Started;
import com.nextbreakpoint.flink.core.job.JobFacts.Starting;
import com.nextbreakpoint.flink.core.job.JobFacts.Stopped;
import com.nextbreakpoint.flink.core.job.JobFacts.Stopping;
import com.nextbreakpoint.flink.core.job.JobFacts.Trigger;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every combination of the facts about a job. */
@NullUnmarked
public class JobRulesTest {
    private static final Set<JobMove> MARKS =
            EnumSet.range(JobMove.TAKE_REQUEST, JobMove.BECOME_DELETED);

    private static final Enumeration<JobFacts, JobMove, JobReason> ALL =
            new Enumeration<>(JobRules::decide);

    static {
        wellFormed();
        starting();
        started();
        stopping();
        stopped();
        ALL.walk(JobFacts.class);
    }

    /** The edges with their reasons, for the diagrams. */
    public static Map<String, Set<JobReason>> edges() {
        return ALL.edges();
    }

    /** The reasons that some input leads to. */
    public static Set<JobReason> reasons() {
        return ALL.reasons();
    }

    private static void wellFormed() {
        ALL.always("a verdict has a reason", (f, v) -> v.reason() != null);
        ALL.always("only an edge names a phase", (f, v) -> isGo(v) == (v.next() != null));
        ALL.always(
                "a mark is one mark, an act has only effects",
                (f, v) ->
                        switch (v.sort()) {
                            case MARK -> v.moves().size() == 1 && MARKS.containsAll(v.moves());
                            case ACT ->
                                    !v.moves().isEmpty()
                                            && v.moves().stream().noneMatch(MARKS::contains);
                            case GO, STAY -> v.moves().isEmpty();
                        });
        ALL.always(
                "a finalizer goes at the end only",
                (f, v) ->
                        !v.moves().contains(JobMove.REMOVE_FINALIZER)
                                || f instanceof JobFacts.Terminated);
        ALL.always(
                "a job is terminated only when it is being deleted",
                (f, v) -> v.next() != SupervisorStatus.Terminated || asked(f).deleted());
        ALL.always(
                "a request that is ready never waits",
                (f, v) -> v.sort() != Verdict.Sort.STAY || !isReady(f));
    }

    private static void starting() {
        ALL.always(
                "a deletion leaves Starting at once",
                Starting.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        ALL.always(
                "a bootstrap is created only for an open attempt that Flink does not list",
                Starting.class,
                (f, v) ->
                        !does(v, JobMove.CREATE_BOOTSTRAP)
                                || (f.open()
                                        && f.cluster() == Cluster.STARTED
                                        && f.bootstrap() == Bootstrap.NONE
                                        && EnumSet.of(Fate.NONE, Fate.ABSENT).contains(f.fate())
                                        && !f.stray()
                                        && f.asked().running()));
        ALL.always(
                "an attempt is marked only when nothing else can run and its slots are there",
                Starting.class,
                (f, v) ->
                        !does(v, JobMove.MARK_ATTEMPT)
                                || (!f.open()
                                        && f.cluster() == Cluster.STARTED
                                        && f.slots() == Slots.THERE
                                        && !f.fate().isLive()
                                        && f.fate() != Fate.UNKNOWN
                                        && !f.stray()
                                        && !f.backedOff()));
        ALL.always(
                "silence fails no start",
                Starting.class,
                (f, v) ->
                        f.fate() != Fate.UNKNOWN
                                || f.cluster() == Cluster.MISSING
                                || v.next() != SupervisorStatus.Stopped);
        ALL.always(
                "a failed start is over only when its checkpoints were read",
                Starting.class,
                (f, v) ->
                        v.reason() != JobReason.START_FAILED || !f.fate().isFinal() || f.endRead());
    }

    private static void started() {
        ALL.always(
                "a deletion leaves Started at once",
                Started.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        ALL.always(
                "a started job ends only by Flink's word or without its cluster",
                Started.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Stopped
                                || f.cluster() == Cluster.MISSING
                                || (f.fate().isFinal() && f.endRead())
                                || EnumSet.of(Fate.LOST, Fate.ABSENT).contains(f.fate()));
        ALL.always(
                "a changed spec stops a job only when it would be taken",
                Started.class,
                (f, v) ->
                        v.reason() != JobReason.SPEC_CHANGED
                                || f.rehearsal() == JobFacts.Rehearsal.PASSED);
        ALL.always(
                "a savepoint is requested only of a job that runs, one at a time",
                Started.class,
                (f, v) ->
                        !does(v, JobMove.REQUEST_SAVEPOINT)
                                || (f.fate() == Fate.RUNS
                                        && (f.savepoint() == JobFacts.Savepoint.NONE
                                                || f.savepoint() == JobFacts.Savepoint.DUE)));
    }

    private static void stopping() {
        ALL.always(
                "who is forced waits for nobody but a savepoint in progress",
                Stopping.class,
                (f, v) ->
                        !f.forced()
                                || v.sort() != Verdict.Sort.STAY
                                || f.trigger() == Trigger.IN_PROGRESS);
        ALL.always(
                "a stop is marked only when nothing else is in flight",
                Stopping.class,
                (f, v) ->
                        !does(v, JobMove.MARK_STOP)
                                || (f.trigger() == Trigger.NONE
                                        && f.bootstrap() == Remains.NONE
                                        && f.fate() == Fate.RUNS
                                        && f.plan() == Plan.SAVEPOINT
                                        && !f.backedOff()));
        ALL.always(
                "nothing is cancelled that should leave a savepoint, unless forced",
                Stopping.class,
                (f, v) ->
                        !does(v, JobMove.CANCEL_JOB)
                                || f.forced()
                                || (f.trigger() == Trigger.NONE
                                        && (f.plan() == Plan.CANCEL
                                                || f.plan() == Plan.CHECKPOINT)));
        ALL.always(
                "silence ends no stop, unless forced",
                Stopping.class,
                (f, v) ->
                        f.fate() != Fate.UNKNOWN
                                || f.forced()
                                || v.next() != SupervisorStatus.Stopped);
        ALL.always(
                "a live job is not called stopped",
                Stopping.class,
                (f, v) -> !f.fate().isLive() || v.next() != SupervisorStatus.Stopped);
        ALL.always(
                "a stop is taken back only before its savepoint is asked for",
                Stopping.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Starting
                                || (f.reasonGone() && f.trigger() == Trigger.NONE));
        ALL.always(
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

    private static void stopped() {
        ALL.always(
                "a deletion leaves Stopped as soon as no other copy lives",
                Stopped.class,
                (f, v) -> !f.asked().deleted() || isGo(v) || does(v, JobMove.CANCEL_STRAY));
        ALL.always(
                "a stopped job starts only when it is wanted and may",
                Stopped.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Starting
                                || f.live()
                                || f.stray()
                                || (f.asked().running()
                                        && !f.suspended()
                                        && !f.unresolved()
                                        && f.restart() == JobFacts.Restart.DUE
                                        && !f.bootstrapThere()));
    }

    private static boolean isGo(Verdict<SupervisorStatus, JobMove, JobReason> v) {
        return v.sort() == Verdict.Sort.GO;
    }

    private static boolean does(Verdict<SupervisorStatus, JobMove, JobReason> v, JobMove move) {
        return v.moves().contains(move);
    }

    private static JobFacts.Asked asked(JobFacts facts) {
        return switch (facts) {
            case JobFacts.Unknown f -> f.asked();
            case Starting f -> f.asked();
            case Started f -> f.asked();
            case Stopping f -> f.asked();
            case Stopped f -> f.asked();
            case JobFacts.Terminated _ -> new JobFacts.Asked(true, Request.NONE, false);
        };
    }

    /** A savepoint can be triggered only once Flink has answered. */
    private static boolean isReady(JobFacts facts) {
        var request = asked(facts).request();
        return !(facts instanceof JobFacts.Unknown)
                && !(facts instanceof Started && request == Request.TRIGGER_SAVEPOINT)
                && request != Request.NONE;
    }

    @TestFactory
    @Tag("C1.9")
    @Tag("J4.starting-8")
    @Tag("J4.stopping-8")
    Stream<DynamicTest> what_always_holds() {
        return ALL.tests();
    }

    @Test
    void every_input_was_walked_and_only_these_edges_are_crossed() {
        assertThat(ALL.inputs()).isGreaterThan(4_000_000);
        assertThat(ALL.edges().keySet())
                .containsExactlyInAnyOrder(
                        "Unknown --> Starting",
                        "Unknown --> Stopped",
                        "Unknown --> Terminated",
                        "Starting --> Started",
                        "Starting --> Stopping",
                        "Starting --> Stopped",
                        "Started --> Stopping",
                        "Started --> Stopped",
                        "Stopping --> Starting",
                        "Stopping --> Stopped",
                        "Stopped --> Starting",
                        "Stopped --> Stopping",
                        "Stopped --> Terminated");
    }
}
