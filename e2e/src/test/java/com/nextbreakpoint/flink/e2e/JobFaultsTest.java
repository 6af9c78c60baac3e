package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that misbehave: the status tells how, nothing of them stays, and nothing is lost. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class JobFaultsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final Scene scene;

    JobFaultsTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.any().map(setting -> new Scene("faulty", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        scene.start(spec -> scene.tuning(spec).put("taskTimeout", 15));
        scene.cluster.awaitCondition("Ready", Scene.CLUSTER_START);
    }

    @Test
    void a_main_without_a_job_is_told() {
        var job = scene.create("no-job", Scene.jobSpec("--mode", "noexec"));
        job.resource().awaitMessage("Ready", SOON, "False", "No jobs included in application");
        job.remove();
    }

    @Test
    void a_main_with_two_jobs_is_told_and_neither_of_them_runs_on() {
        var job = scene.create("two-jobs", Scene.jobSpec("--mode", "multi"));
        job.resource().awaitMessage("Ready", SOON, "False", "Cannot have more than");
        job.resource().request("STOP");
        job.resource().await("/status/supervisorStatus", "Stopped", Job.STOP);
        assertThat(scene.flink("/overview").path("jobs-running").asInt()).isZero();
        job.remove();
    }

    @Test
    void a_job_that_finishes_stays_finished_when_the_policy_says_so() {
        var spec = scene.countingSpec("finishes");
        var arguments = spec.withObject("/bootstrap").withArray("arguments");
        arguments.set(1, "bounded");
        spec.withObject("/restart").put("restartPolicy", "OnlyIfFailed");
        var job = scene.create("finishes", spec);
        job.resource().await("/status/supervisorStatus", "Stopped", Job.START);
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("FINISHED");
        Await.stays("it is not run again", Duration.ofSeconds(5), () -> job.attempt() == 1);
        assertThat(job.requireExactlyOnce()).isEqualTo(100);
        job.remove();
    }

    @Test
    void a_job_that_fails_for_good_is_restarted_as_often_as_it_may() {
        var spec =
                Scene.jobSpec(
                        "--mode",
                        "failafter",
                        "--after",
                        "5",
                        "--message",
                        "bad record",
                        "--flink",
                        "restart-strategy.type=disable");
        spec.withObject("/restart").put("maxRestarts", 1);
        var job = scene.create("fails", spec);
        job.resource().awaitMessage("Stalled", Toolbox.MINUTE, "True", "maxRestarts");
        assertThat(job.resource().at("/status/lastError/message")).contains("bad record");
        assertThat(job.attempt()).isEqualTo(2);
        job.remove();
    }

    @Test
    void a_job_that_crashes_before_its_first_checkpoint_can_be_stopped() {
        var job =
                scene.create(
                        "crashes",
                        Scene.jobSpec("--mode", "failstart", "--message", "cannot begin"));
        job.resource().awaitMessage("Ready", SOON, "False", "cannot begin");
        job.resource().request("STOP");
        job.resource().await("/status/supervisorStatus", "Stopped", Job.STOP);
        assertThat(job.savepoint()).isEmpty();
        job.remove();
    }

    @Test
    void a_savepoint_that_fails_keeps_the_job_running_until_the_user_decides() {
        var job =
                scene.create(
                                "fails-saving",
                                Scene.jobSpec(
                                        "--mode",
                                        "failcp",
                                        "--delay",
                                        "0",
                                        "--checkpoint-interval",
                                        "0",
                                        "--message",
                                        "disk full"))
                        .awaitRunning();
        job.resource().request("STOP");
        job.resource().awaitMessage("Stalled", SOON, "True", "without-savepoint");
        job.awaitRunning(SOON);
        assertThat(job.attempt()).isEqualTo(1);
        job.cancel();
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("CANCELED");
        job.remove();
    }

    @Test
    void slots_that_never_come_are_waited_for_without_a_timeout() {
        scene.cluster.edit(spec -> spec.put("maxTaskManagers", 1));
        var spec = scene.countingSpec("no-slots");
        spec.put("jobParallelism", 2);
        var job = scene.create("no-slots", spec);
        job.resource().awaitMessage("Ready", SOON, "False", "slots 1/2");
        assertThat(job.attempt()).isZero();
        scene.cluster.edit(edited -> edited.put("maxTaskManagers", 32));
        job.awaitRunning(Toolbox.MINUTE);
        job.awaitBeyond(0);
        job.finish();
    }

    @Test
    void a_quota_that_is_used_up_is_told_and_waited_for() {
        var client = Toolbox.CLIENT;
        var quota =
                new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withName("no-more-pods")
                        .withNamespace(Toolbox.NAMESPACE)
                        .endMetadata()
                        .withNewSpec()
                        .addToHard("pods", new Quantity("1"))
                        .endSpec()
                        .build();
        try (var other = new Scene("quota", new Setting(scene.setting.flink(), false))) {
            client.resource(quota).create();
            try {
                other.start();
                other.cluster.awaitMessage("Ready", SOON, "False", "exceeded quota");
            } finally {
                client.resource(quota).delete();
            }
            other.cluster.awaitCondition("Ready", Toolbox.MINUTE);
        }
    }
}
