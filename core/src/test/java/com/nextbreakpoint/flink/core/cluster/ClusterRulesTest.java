package com.nextbreakpoint.flink.core.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.Enumeration;
import com.nextbreakpoint.flink.core.Request;
import com.nextbreakpoint.flink.core.Verdict;
import com.nextbreakpoint.flink.core.cluster.Started.Change;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every combination of the facts about a cluster. */
@NullUnmarked
public class ClusterRulesTest {
    private static final Set<ClusterMove> MARKS =
            EnumSet.range(ClusterMove.TAKE_REQUEST, ClusterMove.BECOME_DELETED);

    private static final Enumeration<ClusterFacts, ClusterMove, ClusterReason> ALL =
            new Enumeration<>(ClusterFacts::decide);

    static {
        wellFormed();
        up();
        started();
        stopping();
        stopEnds();
        stopped();
        ALL.walk(ClusterFacts.class);
    }

    /** The edges with their reasons, for the diagrams. */
    public static Map<String, Set<ClusterReason>> edges() {
        return ALL.edges();
    }

    /** The reasons that some input leads to. */
    public static Set<ClusterReason> reasons() {
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
                (f, v) -> !does(v, ClusterMove.REMOVE_FINALIZER) || f instanceof Terminated);
        ALL.always(
                "a cluster is terminated only when it is being deleted",
                (f, v) ->
                        v.next() != SupervisorStatus.Terminated
                                || asked(f).deleted()
                                || (f instanceof Stopping s && s.reason() == StopReason.Deleted));
        ALL.always(
                "a request that is ready never waits",
                (f, v) ->
                        v.sort() != Verdict.Sort.STAY
                                || f instanceof Unknown
                                || asked(f).request() == Request.NONE);
    }

    private static void up() {
        ALL.always(
                "a cluster leaves Unknown with our finalizer only, or to be deleted",
                Unknown.class,
                (f, v) ->
                        f.finalizer() || f.asked().deleted() || does(v, ClusterMove.ADD_FINALIZER));
        ALL.always(
                "a deletion leaves Starting at once",
                Starting.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        ALL.always(
                "a deletion leaves Started at once",
                Started.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        ALL.always(
                "there are never two JobManagers",
                (f, v) ->
                        !does(v, ClusterMove.CREATE_JOB_MANAGER)
                                || upkeep(f).jobManager() == JobManager.NONE);
        ALL.always(
                "what was refused is not tried at once",
                (f, v) ->
                        !(does(v, ClusterMove.CREATE_JOB_MANAGER)
                                        || does(v, ClusterMove.CREATE_TASK_MANAGERS))
                                || (f instanceof Stopping s
                                        ? s.replaceable()
                                        : !upkeep(f).refused()));
        ALL.always(
                "a cluster that is up loses no living pods of its revision, and keeps its Service",
                (f, v) ->
                        f instanceof Stopping
                                || f instanceof Stopped
                                || !(does(v, ClusterMove.DELETE_ALL_PODS)
                                        || does(v, ClusterMove.DELETE_SERVICE)));
    }

    private static void started() {
        ALL.always(
                "a cluster is started when Flink answers",
                Starting.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Started
                                || f.upkeep().jobManager() == JobManager.ANSWERS);
        ALL.always(
                "a changed spec stops a cluster only when it would be taken",
                Started.class,
                (f, v) ->
                        v.reason() != ClusterReason.SPEC_CHANGED || f.change() == Change.ACCEPTED);
        ALL.always(
                "a cluster restarts for silence only when Kubernetes agrees",
                Started.class,
                (f, v) -> v.reason() != ClusterReason.JOB_MANAGER_UNRESPONSIVE || f.unresponsive());
    }

    private static void stopping() {
        ALL.always(
                "a deletion ends: it never waits while it is forced and pods are left",
                Stopping.class,
                (f, v) -> !f.forced() || !f.podsLeft() || v.sort() != Verdict.Sort.STAY);
        ALL.always(
                "without jobs to wait for nothing waits",
                Stopping.class,
                (f, v) -> f.jobsActive() || v.sort() != Verdict.Sort.STAY);
        ALL.always(
                "pods of jobs that are to be stopped stay, unless silent or forced",
                Stopping.class,
                (f, v) ->
                        !f.jobsActive()
                                || f.unresponsive()
                                || f.forced()
                                || f.reason() == StopReason.Silence
                                || !(does(v, ClusterMove.DELETE_ALL_PODS)
                                        || does(v, ClusterMove.DELETE_OUTDATED)
                                        || does(v, ClusterMove.DELETE_SERVICE)));
        ALL.always(
                "revisions are raised once, when the jobs are done",
                Stopping.class,
                (f, v) ->
                        !does(v, ClusterMove.RAISE_REVISIONS)
                                || (!f.jobsActive() && f.reason() != null));
    }

    private static void stopEnds() {
        ALL.always(
                "a cluster has stopped when nothing of it is left",
                Stopping.class,
                (f, v) ->
                        (v.next() != SupervisorStatus.Stopped
                                        && v.next() != SupervisorStatus.Terminated)
                                || (!f.jobsActive() && !f.podsLeft() && !f.serviceLeft()));
        ALL.always(
                "a cluster starts again without outdated pods, or is left as it was",
                Stopping.class,
                (f, v) ->
                        v.next() != SupervisorStatus.Starting
                                || f.isTakenBack()
                                || (f.reason() == null && !f.outdatedLeft()));
    }

    private static void stopped() {
        ALL.always(
                "a deletion leaves Stopped at once",
                Stopped.class,
                (f, v) -> !f.asked().deleted() || v.next() == SupervisorStatus.Stopping);
        ALL.always(
                "a stopped cluster starts when that is wished",
                Stopped.class,
                (f, v) -> v.next() != SupervisorStatus.Starting || f.asked().running());
    }

    private static boolean isGo(Verdict<SupervisorStatus, ClusterMove, ClusterReason> v) {
        return v.sort() == Verdict.Sort.GO;
    }

    private static boolean does(
            Verdict<SupervisorStatus, ClusterMove, ClusterReason> v, ClusterMove move) {
        return v.moves().contains(move);
    }

    private static Asked asked(ClusterFacts facts) {
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

    private static Upkeep upkeep(ClusterFacts facts) {
        return switch (facts) {
            case Starting f -> f.upkeep();
            case Started f -> f.upkeep();
            default -> throw new AssertionError("no upkeep in " + facts);
        };
    }

    @TestFactory
    @Tag("C1.9")
    @Tag("K3.unknown-1")
    @Tag("K3.started-1")
    Stream<DynamicTest> what_always_holds() {
        return ALL.tests();
    }

    @Test
    void every_input_was_walked_and_only_these_edges_are_crossed() {
        assertThat(ALL.inputs()).isGreaterThan(8_000_000);
        assertThat(ALL.edges().keySet())
                .containsExactlyInAnyOrder(
                        "Unknown --> Starting",
                        "Unknown --> Terminated",
                        "Starting --> Started",
                        "Starting --> Stopping",
                        "Started --> Stopping",
                        "Stopping --> Starting",
                        "Stopping --> Stopped",
                        "Stopping --> Terminated",
                        "Stopped --> Starting",
                        "Stopped --> Stopping");
    }
}
