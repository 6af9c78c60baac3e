package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.api.EndedBy;
import com.nextbreakpoint.flink.api.RestartPolicy;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** The column JOB-STATUS never shows a job that does not exist. */
@NullUnmarked
class JobStatusTest {
    private final Demo demo =
            Demo.running(spec -> spec.withRestart(spec.restart().withRestartDelay(60)));
    private final Simulation sim = demo.sim;

    private void loseTheJob() {
        sim.kube.jobManagers.clear();
        sim.until(() -> demo.phase() != SupervisorStatus.Started);
    }

    /** Seconds in which nothing is shown, until the reason is this one, and some more. */
    private void nothingIsShownUntil(String reason) {
        for (int second = 0; !demo.reason().equals(reason) || second < 30; second++) {
            assertThat(demo.job().jobStatus()).as(demo.reason()).isEmpty();
            assertThat(second).isLessThan(200);
            demo.seconds(1);
        }
    }

    @Test
    void a_lost_job_that_waits_for_its_restart_has_none() {
        loseTheJob();
        nothingIsShownUntil("RestartPending");
        demo.untilAttempt(2);
        assertThat(demo.job().jobStatus()).isEqualTo("RUNNING");
    }

    @Test
    void nor_has_one_that_waits_for_its_state() {
        sim.kube.flink.checkpoint(sim.now);
        sim.until(() -> demo.job().restorePoint() != null);
        sim.storage.forget(demo.job().restorePoint().path());
        loseTheJob();
        nothingIsShownUntil("StateMissing");
    }

    @Test
    void nor_has_one_whose_newest_state_nobody_knows() {
        sim.storage.fails = true;
        loseTheJob();
        nothingIsShownUntil("StateUncertain");
    }

    @Test
    void it_has_none_as_soon_as_its_job_manager_is_gone() {
        sim.decisions.stepwise = true;
        sim.kube.jobManagers.clear();
        demo.seconds(2);
        assertThat(demo.phase()).isEqualTo(SupervisorStatus.Started);
        assertThat(demo.job().jobStatus()).isEmpty();
    }

    @Test
    void of_a_job_manager_that_is_there_and_silent_the_last_word_is_kept() {
        sim.cutUntil = sim.now.plusSeconds(20);
        demo.seconds(15);
        assertThat(demo.reason()).isEqualTo("JobManagerSilent");
        assertThat(demo.job().jobStatus()).isEqualTo("RUNNING");
    }

    @Test
    void a_job_that_flink_forgot_has_none() {
        sim.kube.flink.jobs.remove(demo.job().jobId());
        demo.until(SupervisorStatus.Stopped);
        assertThat(demo.job().supervision().endedBy()).isEqualTo(EndedBy.Unknown);
        assertThat(demo.job().jobStatus()).isEmpty();
    }

    @Test
    void flinks_final_word_stays_also_when_nobody_can_be_asked_any_more() {
        sim.objects.edit(Demo.JOB, spec -> Demo.with(RestartPolicy.Never, spec));
        sim.running(Demo.JOB).end("FAILED", sim.now);
        demo.until(SupervisorStatus.Stopped);
        sim.kube.jobManagers.clear();
        demo.seconds(60);
        assertThat(demo.job().jobStatus()).isEqualTo("FAILED");
    }
}
