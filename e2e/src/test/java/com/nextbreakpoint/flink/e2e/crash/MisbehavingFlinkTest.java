package com.nextbreakpoint.flink.e2e.crash;

import static com.nextbreakpoint.flink.core.Kind.FlinkCluster;
import static com.nextbreakpoint.flink.core.Kind.FlinkJob;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.flink.fake.FakeJob;
import com.nextbreakpoint.flink.flink.fake.Misbehaviour;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Flink of one cluster is in trouble while something is asked of it, and recovers. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MisbehavingFlinkTest {
    /** After the cure, as the contract says, on any machine. */
    private static final Duration HEALING = Duration.ofSeconds(60);

    private final Lives<String> lives = new Lives<>(24);

    static Stream<Trouble> troubles() {
        return Trouble.all();
    }

    @BeforeAll
    void begin() {
        troubles().forEach(trouble -> begin(trouble.name(), life -> upgrade(life, trouble)));
        begin("mute from the start", MisbehavingFlinkTest::startMute);
        begin("forgets all jobs", MisbehavingFlinkTest::forgetAll);
        begin("forgets a job", MisbehavingFlinkTest::forgetOne);
        begin("slow when one begins to ask", MisbehavingFlinkTest::askAnew);
    }

    private void begin(String name, Consumer<Life> play) {
        lives.begin(name, Tools.Oversight.NONE, scene -> play.accept(new Life(scene, "f")));
    }

    @AfterAll
    void end() {
        lives.close();
    }

    @ParameterizedTest
    @MethodSource("troubles")
    void a_job_is_upgraded_although(Trouble trouble) throws InterruptedException {
        lives.join(trouble.name());
    }

    @Test
    void a_cluster_starts_when_a_mute_flink_speaks() throws InterruptedException {
        lives.join("mute from the start");
    }

    @Test
    void a_job_goes_on_from_its_newest_checkpoint_after_flink_forgot_all()
            throws InterruptedException {
        lives.join("forgets all jobs");
    }

    @Test
    void a_job_that_flink_forgot_is_started_by_its_user_only() throws InterruptedException {
        lives.join("forgets a job");
    }

    @Test
    void who_has_not_asked_a_flink_yet_writes_nothing_about_it() throws InterruptedException {
        lives.join("slow when one begins to ask");
    }

    private static void upgrade(Life life, Trouble trouble) {
        life.start();
        var first = life.flink().live().getFirst();
        trouble.begins().accept(life.flink());
        life.edit("two");
        if (!trouble.says().isEmpty()) {
            says(life, trouble.says());
            checkNothingIsLost(life, first, trouble);
            Trouble.cure(life.flink());
            life.awaitRunning("two", 1, HEALING);
        } else {
            life.awaitRunning("two", 1);
        }
    }

    /** The savepoint is the only way to lose nothing: it is taken, or the job goes on. */
    private static void checkNothingIsLost(Life life, FakeJob job, Trouble trouble) {
        var live = life.flink().live();
        if (live.isEmpty()) {
            assertThat(trouble.name()).isEqualTo(Trouble.HALVES);
            assertThat(life.flink().begun()).contains("stop " + job.id());
            assertThat(job.state()).isEqualTo("FINISHED");
            assertThat(job.newestState()).contains("/savepoint-");
        } else {
            assertThat(live).containsExactly(job);
            assertThat(job.arguments()).containsExactly("one");
        }
    }

    private static void startMute(Life life) {
        life.flink().misbehave(".*", new Misbehaviour.Mute());
        life.create();
        says(life, "was not answered within");
        assertThat(life.phase(FlinkCluster, life.name())).isEqualTo("Starting");
        Trouble.cure(life.flink());
        life.awaitRunning("one", 1, HEALING);
    }

    /** The process is another one, and then Kubernetes says so, too. */
    private static void forgetAll(Life life) {
        life.start();
        life.flink().restart();
        says(life, "Kubernetes does not say so yet");
        assertThat(life.flink().live()).isEmpty();
        assertThat(life.phase(FlinkJob, life.job())).isEqualTo("Started");
        life.scene().kubelet().restartJobManager(life.name());
        life.awaitRunning("one", 1, HEALING);
        assertThat(life.flink().live().getFirst().restoredFrom()).contains("chk-1");
    }

    private static void forgetOne(Life life) {
        life.start();
        life.flink().forget(life.flink().live().getFirst().id());
        says(life, "Flink no longer knows how the job ended");
        assertThat(life.flink().live()).isEmpty();
        life.scene().request(FlinkJob, life.job(), "START");
        life.awaitRunning("one", 1, HEALING);
    }

    private static void askAnew(Life life) {
        life.start();
        life.flink().misbehave(".*", new Misbehaviour.Slow(Duration.ofMillis(700)));
        Scene.pause(5000);
        var before = versions(life);
        try (var _ = life.scene().another()) {
            Scene.pause(8000);
            assertThat(versions(life)).isEqualTo(before);
        }
    }

    private static List<String> versions(Life life) {
        var version = "/metadata/resourceVersion";
        return List.of(
                life.scene().at(FlinkCluster, life.name(), version),
                life.scene().at(FlinkJob, life.job(), version));
    }

    private static void says(Life life, String words) {
        life.scene()
                .await(
                        "it says: " + words,
                        () ->
                                life.scene().message(FlinkCluster, life.name()).contains(words)
                                        || life.scene()
                                                .message(FlinkJob, life.job())
                                                .contains(words));
    }
}
