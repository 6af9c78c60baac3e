package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.core.Step;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A refusal answers a request: it is told, it stays to be read, and says nothing of the job. */
@NullUnmarked
class RefusedRequestTest {
    private static final String JOB = Demo.JOB;
    private static final String MISSING = "s3://savepoints/savepoint-of-nobody";
    private static final Map<String, String> RELATIVE = Map.of(Names.RESTORE_FROM, "savepoint-1");
    private final Demo demo = Demo.running();
    private final Simulation sim = demo.sim;

    private void start(Map<String, String> flags) {
        sim.annotate(JOB, "START", flags);
    }

    private String lastError() {
        return demo.job().lastError() == null ? "" : demo.job().lastError().message();
    }

    private List<String> told() {
        return sim.notices.stream()
                .filter(notice -> notice.reason().equals("RestoreRefused"))
                .filter(notice -> notice.event() && notice.severity() == Step.Severity.WARNING)
                .map(Step.Notice::message)
                .toList();
    }

    private boolean isAsked() {
        return !sim.objects.jobs.get(JOB).meta().annotations().isEmpty();
    }

    private String savepoint() {
        demo.request("TRIGGER_SAVEPOINT");
        sim.until(() -> !demo.job().savepoints().isEmpty());
        demo.seconds(20);
        return demo.job().savepointPath();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "savepoint-1", "s3:savepoints/1", "latest"})
    @Tag("A5.restore-from")
    void a_path_that_is_none_is_refused_and_the_conditions_stay(String path) {
        demo.seconds(10);
        var before = demo.job().conditions();
        start(Map.of(Names.RESTORE_FROM, path));
        for (int i = 0; i < 30; i++) {
            demo.seconds(1);
            assertThat(demo.job().conditions()).isEqualTo(before);
        }
        assertThat(isAsked()).isFalse();
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(lastError()).contains("restore-from", "request the START again");
        assertThat(told()).containsExactly(lastError());
    }

    @Test
    @Tag("A5.restore-from")
    void nobody_can_have_both_nothing_and_a_path() {
        start(Map.of(Names.RESTORE_FROM, MISSING, Names.WITHOUT_SAVEPOINT, "true"));
        sim.until(() -> !isAsked());
        demo.seconds(20);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(told()).singleElement().asString().contains("contradict each other");
    }

    @Test
    @Tag("A5.restore-from")
    void it_is_refused_of_a_stopped_job_too_which_stays_stopped() {
        demo.request("STOP");
        demo.until(SupervisorStatus.Stopped);
        start(RELATIVE);
        demo.seconds(60);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Stopped);
        assertThat(demo.reason()).isEqualTo("StoppedByUser");
        assertThat(isAsked()).isFalse();
        assertThat(told()).singleElement().asString().contains("not savepoint-1");
    }

    @Test
    @Tag("A5.restore-from")
    void and_of_one_that_stops() {
        sim.storage.fails = true;
        demo.request("STOP");
        sim.until(() -> demo.reason().equals("StopFailed"));
        start(RELATIVE);
        sim.until(() -> !told().isEmpty());
        demo.seconds(10);
        assertThat(isAsked()).isFalse();
        sim.storage.fails = false;
        demo.until(SupervisorStatus.Stopped);
    }

    @Test
    @Tag("A5.restore-from")
    void the_path_of_an_earlier_start_that_waits_is_kept() {
        var older = savepoint();
        demo.requestOfCluster("STOP");
        demo.untilCluster(SupervisorStatus.Stopped);
        start(Map.of(Names.RESTORE_FROM, older));
        demo.seconds(10);
        start(RELATIVE);
        sim.until(() -> !told().isEmpty());
        demo.requestOfCluster("START");
        demo.untilAttempt(2);
        assertThat(demo.job().restoredFrom().path()).isEqualTo(older);
    }

    @Test
    void who_asks_again_is_told_again() {
        for (int times = 1; times <= 3; times++) {
            int count = times;
            start(RELATIVE);
            sim.until(() -> told().size() == count);
            demo.seconds(times * 30);
            assertThat(isAsked()).isFalse();
        }
        start(RELATIVE);
        demo.seconds(5);
        assertThat(sim.now)
                .isBetween(
                        demo.job().lastError().timestamp(),
                        demo.job().lastError().timestamp().plusSeconds(9));
    }

    @Test
    void a_stop_is_carried_out_whatever_path_stands_beside_it() {
        sim.annotate(JOB, "STOP", RELATIVE);
        demo.until(SupervisorStatus.Stopped);
        assertThat(told()).isEmpty();
    }

    @Test
    @Tag("R6.given")
    void a_path_that_is_not_there_is_told_by_an_event_and_not_by_a_stalled_job() {
        demo.seconds(10);
        start(Map.of(Names.RESTORE_FROM, MISSING));
        for (int i = 0; i < 60; i++) {
            demo.seconds(1);
            assertThat(Conditions.isTrue(demo.job().conditions(), Conditions.READY)).isTrue();
            assertThat(demo.isStalled()).isFalse();
            assertThat(demo.reason()).isNotEqualTo("RestoreRefused");
        }
        assertThat(demo.runs(JOB)).isTrue();
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(lastError()).contains(MISSING, "request it again with another path");
        assertThat(told()).containsExactly(lastError());
    }

    @Test
    @Tag("R6.given")
    void what_is_told_of_the_specification_stays_while_a_request_is_refused() {
        sim.contract.excuseStart(JOB);
        sim.objects.edit(
                JOB, spec -> spec.withSavepoint(spec.savepoint().withSavepointPath(MISSING)));
        sim.until(() -> demo.reason().equals("RestoreRefused"));
        start(RELATIVE);
        sim.until(() -> told().size() == 2);
        demo.seconds(10);
        assertThat(demo.isStalled()).isTrue();
        assertThat(Conditions.find(demo.job().conditions(), Conditions.STALLED).get().message())
                .contains(MISSING, "savepoint.savepointPath");
        assertThat(lastError()).contains("savepoint-1");
    }

    @Test
    @Tag("A5.cluster-start")
    void a_cluster_takes_no_path_and_its_request_does_not_hang() {
        sim.annotate(Simulation.CLUSTER, "START", Map.of(Names.RESTORE_FROM, MISSING));
        sim.until(() -> sim.objects.cluster.meta().annotations().isEmpty());
        demo.seconds(20);
        assertThat(demo.job().attempt()).isEqualTo(1);
        assertThat(demo.events()).contains("The requested action is for jobs: annotate a FlinkJob");
        sim.annotate(Simulation.CLUSTER, "STOP", Map.of(Names.RESTORE_FROM, MISSING));
        demo.untilCluster(SupervisorStatus.Stopped);
    }
}
