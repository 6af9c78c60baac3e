package com.nextbreakpoint.flink.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Kubernetes itself is away, or there is more than one operator. */
@Tag("flink")
@ExtendWith(Toolbox.class)
class KubernetesFaultsTest {
    private static final Duration OUTAGE = Duration.ofMinutes(1);
    private static final Duration RECOVERY = Duration.ofMinutes(3);

    @Test
    void an_upgrade_survives_a_minute_without_api_server_and_etcd() throws InterruptedException {
        assumeThat(System.getProperty("e2e.cluster", ""))
                .as("the programs of a cluster that is not our own are not stopped")
                .isNotEmpty();
        try (var scene = new Scene("outage", new Setting("2.3.0", true)).start()) {
            var job = scene.createCounting("count").awaitRunning();
            job.awaitBeyond(100);
            job.throttle(5);
            job.resource().await("/status/supervisorStatus", "Stopping", Toolbox.MINUTE);
            TestCluster.control("hold", "etcd");
            TestCluster.control("hold", "kube-apiserver");
            try {
                // How long an outage lasts is what is tested here: there is nothing to wait for.
                Thread.sleep(OUTAGE);
            } finally {
                TestCluster.control("release", "etcd");
                TestCluster.control("release", "kube-apiserver");
            }
            Await.until("the API server is back", RECOVERY, KubernetesFaultsTest::answers);
            job.awaitAttemptAfter(1, RECOVERY);
            job.awaitBeyond(job.committed().last + 100);
            assertThat(job.attempt()).isEqualTo(2);
            scene.cluster.awaitCondition("Ready", RECOVERY);
            job.finish();
        }
    }

    @Test
    void of_two_operators_one_acts_and_the_other_takes_over() {
        try (var scene = new Scene("two", new Setting("1.20.5", false)).start()) {
            var job = scene.createCounting("count").awaitRunning();
            Toolbox.operators(2);
            try {
                var leader = Toolbox.leader();
                assertThat(Toolbox.operatorPods()).hasSize(2);
                Toolbox.CLIENT.resource(leader).withGracePeriod(0).delete();
                Await.until(
                        "the other operator leads",
                        RECOVERY,
                        () ->
                                !Set.of("", leader.getMetadata().getName())
                                        .contains(Toolbox.leaderName()));
                takesASavepoint(job);
                assertThat(job.attempt()).isEqualTo(1);
                job.awaitBeyond(100);
                job.finish();
            } finally {
                Toolbox.operators(1);
            }
        }
    }

    @Test
    void of_two_releases_over_one_namespace_one_acts_and_the_other_takes_over() {
        try (var scene = new Scene("releases", new Setting("2.3.0", false)).start()) {
            var job = scene.createCounting("count").awaitRunning();
            var first = Toolbox.leaderName();
            Toolbox.installOperator("second", "second-operator");
            try {
                takesASavepoint(job);
                assertThat(Toolbox.leaderName()).isEqualTo(first);
                Toolbox.operators(0);
                takesASavepoint(job);
                assertThat(Toolbox.leaderName()).startsWith("second-operator-");
            } finally {
                Toolbox.operators(1);
                Toolbox.uninstallOperator("second");
            }
            takesASavepoint(job);
            assertThat(Toolbox.leaderName()).startsWith("flink-operator-");
            assertThat(job.attempt()).isEqualTo(1);
            job.finish();
        }
    }

    private static void takesASavepoint(Job job) {
        var before = job.savepoint();
        job.resource().request("TRIGGER_SAVEPOINT");
        Await.until(
                "a further savepoint",
                RECOVERY,
                () -> !job.savepoint().equals(before),
                () -> job.resource().at("/status"));
        assertThat(job.resource().at("/status/savepoints/0/trigger")).isEqualTo("Requested");
    }

    private static boolean answers() {
        try {
            TestCluster.kubectl("get --raw /readyz");
            return true;
        } catch (AssertionError away) {
            return false;
        }
    }
}
