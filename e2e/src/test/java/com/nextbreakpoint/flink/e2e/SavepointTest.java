package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Jobs that stop and start, and their savepoints; on one Flink cluster. */
@Tag("flink")
@ExtendWith(Toolbox.class)
@ParameterizedClass
@MethodSource("scenes")
class SavepointTest {
    private final Scene scene;

    SavepointTest(Scene scene) {
        this.scene = scene;
    }

    static Stream<Scene> scenes() {
        return Setting.all().map(setting -> new Scene("jobs", setting));
    }

    @BeforeParameterizedClassInvocation
    static void start(Scene scene) {
        scene.start();
    }

    @Test
    void a_stopped_job_counts_on_exactly_where_it_was() {
        var job = scene.createCounting("stopped").awaitRunning();
        job.awaitBeyond(100);
        job.stop();
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("FINISHED");
        assertThat(Bucket.holds(job.savepoint())).isTrue();
        var before = job.requireExactlyOnce();
        var savepoint = job.savepoint();

        job.resource().request("START");
        job.awaitAttemptAfter(1, Job.START);
        job.requireRestoredFrom(savepoint);
        job.awaitBeyond(before + 100);
        job.stop();
        assertThat(job.requireExactlyOnce()).isGreaterThan(before + 100);
        assertThat(job.savepoint()).isNotEqualTo(savepoint);
    }

    /** Kubernetes replaces $(KUBERNETES_SERVICE_HOST) in arguments that do not say otherwise. */
    @Test
    void arguments_and_paths_of_any_characters_arrive_as_they_were_written() {
        var name =
                "ü 日本  \"two\" 'blanks' $(KUBERNETES_SERVICE_HOST) $$ ${HOME} `x` \\ *\nnext line";
        var target = "s3p://nextbreakpoint-demo/e2e/savepoints/ü 日本";
        var spec = scene.countingSpec("written", "--message", "", "--job-name", name);
        spec.withObject("/savepoint").put("savepointTargetPath", target);
        var job = scene.create("written", spec).awaitRunning();
        assertThat(job.details().path("name").asText()).isEqualTo(name);
        job.awaitBeyond(100);
        job.stop();
        var savepoint = job.savepoint();
        assertThat(savepoint).startsWith(target + "/");
        assertThat(Bucket.holds(savepoint)).isTrue();
        var before = job.requireExactlyOnce();

        job.resource().request("START");
        job.awaitAttemptAfter(1, Job.START);
        assertThat(job.details().path("name").asText()).isEqualTo(name);
        job.requireRestoredFrom(savepoint);
        job.awaitBeyond(before + 100);
        job.stop();
        job.requireExactlyOnce();
    }

    @Test
    void a_stop_without_savepoint_takes_none() {
        var job = scene.createCounting("cancelled").awaitRunning();
        job.awaitBeyond(0);
        job.cancel();
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("CANCELED");
        assertThat(job.savepoint()).isEmpty();
    }

    /** Flink deletes the checkpoints of a job that stops with a savepoint, retained or not. */
    @Test
    void a_checkpoint_of_the_running_job_stops_nothing_and_is_restored_after_a_cancellation() {
        var job = scene.createCounting("rewound").awaitRunning();
        var path = "/status/restorePoint/path";
        Await.until(
                "a checkpoint is noted",
                Toolbox.MINUTE,
                () -> job.resource().at(path).contains("/chk-"));
        var own = job.resource().at(path);
        job.resource().request("START", Map.of("restore-from", own));
        Await.until(
                "the request is refused",
                Toolbox.MINUTE,
                () ->
                        job.resource()
                                .at("/status/lastError/message")
                                .contains("is a checkpoint of the job that runs"));
        assertThat(job.attempt()).isEqualTo(1);
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("RUNNING");

        job.cancel();
        var last = job.resource().at(path);
        assertThat(Bucket.holds(last)).isTrue();
        job.resource().request("START", Map.of("restore-from", last));
        job.awaitAttemptAfter(1, Job.START);
        job.requireRestoredFrom(last);
        assertThat(job.resource().at("/status/restoredFrom/kind")).isEqualTo("Checkpoint");
        job.stop();
        job.requireExactlyOnce();
    }

    @Test
    void a_requested_savepoint_is_taken_and_can_be_forgotten() {
        // Without checkpoints, for those after the request would count again.
        var spec = scene.countingSpec("requested", "--checkpoint-interval", "31536000000");
        var job = scene.create("requested", spec).awaitRunning();
        job.resource().request("TRIGGER_SAVEPOINT");
        job.resource().await("/status/savepoints/0/trigger", "Requested", Toolbox.MINUTE);
        assertThat(Bucket.holds(job.savepoint())).isTrue();
        assertThat(
                        job.resource()
                                .at(
                                        "/metadata/annotations/operator.nextbreakpoint.com~1requested-action"))
                .isEqualTo("NONE");
        assertThat(job.attempt()).isEqualTo(1);

        job.resource().request("FORGET_SAVEPOINT");
        job.resource().await("/status/savepointPath", "", Toolbox.MINUTE);
        assertThat(job.resource().at("/status/restorePoint/path")).isEmpty();
        assertThat(job.resource().at("/status/jobStatus")).isEqualTo("RUNNING");

        job.cancel();
        job.resource().request("START");
        job.awaitAttemptAfter(1, Job.START);
        assertThat(job.resource().at("/status/restoredFrom/path")).isEmpty();
    }

    @Test
    void savepoints_are_taken_periodically() {
        var spec = scene.countingSpec("periodic");
        spec.withObject("/savepoint").put("savepointInterval", 5);
        var job = scene.create("periodic", spec).awaitRunning();
        var requests = new TreeSet<String>();
        Await.until(
                "three periodic savepoints",
                Toolbox.MINUTE,
                () -> {
                    var third = job.resource().at("/status/savepoints/2/trigger");
                    requests.add(job.resource().at("/status/savepointRequestTimestamp"));
                    return third.equals("Periodic");
                },
                () -> job.resource().at("/status/savepoints"));
        requests.remove("");
        assertThat(requests).hasSizeGreaterThanOrEqualTo(3);
        var times = requests.stream().map(Instant::parse).toList();
        for (var i = 1; i < times.size(); i++) {
            assertThat(Duration.between(times.get(i - 1), times.get(i)))
                    .isBetween(Duration.ofSeconds(5), Duration.ofSeconds(20));
        }
        var status = job.resource().find().orElseThrow().path("status");
        assertThat(status.at("/savepoints/0/path"))
                .isEqualTo(status.path("savepointPath"))
                .isNotEqualTo(status.at("/savepoints/1/path"));
        assertThat(job.attempt()).isEqualTo(1);
        job.stop();
        job.awaitBeyond(0);
        job.requireExactlyOnce();
    }
}
