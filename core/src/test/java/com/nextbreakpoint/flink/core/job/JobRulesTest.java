package com.nextbreakpoint.flink.core.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Enumeration;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.job.JobFacts.Cluster;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
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
            new Enumeration<>(JobFacts::decide);

    static {
        wellFormed();
        JobStartInvariants.add(ALL);
        started();
        adrift();
        JobEndInvariants.add(ALL);
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
                (f, v) -> !v.moves().contains(JobMove.REMOVE_FINALIZER) || f instanceof Terminated);
        ALL.always(
                "a job is terminated only when it is being deleted",
                (f, v) -> v.next() != SupervisorStatus.Terminated || asked(f).deleted());
        ALL.always(
                "who asks for what cannot be done is told before the request is taken back",
                (f, v) ->
                        asked(f).request() != Request.REFUSED
                                || v.sort() != Verdict.Sort.ACT
                                || !does(v, JobMove.RESET_REQUEST));
        ALL.always(
                "a request that is ready never waits",
                (f, v) -> v.sort() != Verdict.Sort.STAY || !isReady(f));
    }

    private static void adrift() {
        ALL.always(
                "a job whose tasks are adrift is neither given up nor started again",
                (f, v) ->
                        fate(f) != Fate.ADRIFT
                                || isForced(f)
                                || (v.next() != SupervisorStatus.Stopped
                                        && !does(v, JobMove.MARK_ATTEMPT)
                                        && !does(v, JobMove.CREATE_BOOTSTRAP)));
        ALL.always(
                "a newer state is noted before anything waits for a silent JobManager",
                (f, v) ->
                        fate(f) != Fate.UNKNOWN
                                || !isNoteDue(f)
                                || v.reason() != JobReason.JOB_MANAGER_SILENT
                                || does(v, JobMove.NOTE_CHECKPOINT));
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
                                || f.rehearsal() == Started.Rehearsal.PASSED);
        ALL.always(
                "nothing stops for a path before it is known that it can be restored",
                Started.class,
                (f, v) ->
                        f.given() == Origin.KNOWN
                                || f.given() == Origin.ASSUMED
                                || (v.reason() != JobReason.SPEC_CHANGED
                                        && v.reason() != JobReason.START_REQUESTED));
        ALL.always(
                "a started job keeps no bootstrap that would submit it to the next JobManager",
                Started.class,
                (f, v) -> f.amiss() != Started.Amiss.BOOTSTRAP || v.sort() != Verdict.Sort.STAY);
        ALL.always(
                "a savepoint is requested only of a job that runs, one at a time",
                Started.class,
                (f, v) ->
                        !does(v, JobMove.REQUEST_SAVEPOINT)
                                || (f.fate() == Fate.RUNS
                                        && (f.savepoint() == Savepoints.Savepoint.NONE
                                                || f.savepoint() == Savepoints.Savepoint.DUE)));
    }

    static boolean isGo(Verdict<SupervisorStatus, JobMove, JobReason> v) {
        return v.sort() == Verdict.Sort.GO;
    }

    static boolean does(Verdict<SupervisorStatus, JobMove, JobReason> v, JobMove move) {
        return v.moves().contains(move);
    }

    private static Asked asked(JobFacts facts) {
        return switch (facts) {
            case Unknown f -> f.asked();
            case Starting f -> f.asked();
            case Started f -> f.asked();
            case Stopping f -> f.asked();
            case Stopped f -> f.asked();
            case Terminated _ -> new Asked(true, Request.NONE, false);
            default -> throw new AssertionError(facts);
        };
    }

    private static Fate fate(JobFacts facts) {
        return switch (facts) {
            case Starting f -> f.fate();
            case Started f -> f.fate();
            case Stopping f -> f.fate();
            case Unknown _, Stopped _, Terminated _ -> Fate.NONE;
            default -> throw new AssertionError(facts);
        };
    }

    private static boolean isForced(JobFacts facts) {
        return asked(facts).deleted()
                || switch (facts) {
                    case Starting f -> f.cluster() == Cluster.MISSING;
                    case Started f -> f.cluster() == Cluster.MISSING;
                    case Stopping f -> f.forced();
                    case Unknown _, Stopped _, Terminated _ -> false;
                    default -> throw new AssertionError(facts);
                };
    }

    private static boolean isNoteDue(JobFacts facts) {
        return switch (facts) {
            case Starting f -> f.note();
            case Started f -> f.note();
            case Stopping f -> f.news() == Stopping.News.STATE;
            case Unknown _, Stopped _, Terminated _ -> false;
            default -> throw new AssertionError(facts);
        };
    }

    /** A savepoint can be triggered, and a path looked at, only once Flink has answered. */
    static boolean isReady(JobFacts facts) {
        var request = asked(facts).request();
        return !(facts instanceof Unknown)
                && !(facts instanceof Started && request == Request.TRIGGER_SAVEPOINT)
                && !(facts instanceof Started f
                        && request == Request.START
                        && f.given() == Origin.SOUGHT)
                && request != Request.NONE;
    }

    @TestFactory
    @Tag("C1.9")
    @Tag("J4.unknown-2")
    @Tag("J4.starting-8")
    @Tag("J4.starting-10")
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
