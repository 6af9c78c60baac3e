package com.nextbreakpoint.flink.e2e.kube;

import static com.nextbreakpoint.flink.e2e.kube.Playground.until;
import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.e2e.TestCluster;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The stores while the API server is killed; a new one answers 410 to the old versions. */
@Tag("apiserver")
@ResourceLock("kube-apiserver")
class WatchRestartTest {
    @Test
    void the_stores_catch_up_with_what_happened_while_the_api_server_was_away() {
        try (var playground = Playground.open()) {
            var stores = playground.stores();
            var doomed = playground.createCluster("doomed");
            until(() -> stores.clusters().get("doomed").isPresent(), "the cluster is seen");
            TestCluster.control("kill", "kube-apiserver");
            assertThat(playground.hands().perform(new Action.CreatePod(Pods.pod("early"))))
                    .isInstanceOf(Outcome.Failed.class);
            assertThat(stores.clusters().get("doomed")).isPresent();
            until(() -> answers(playground), "the API server is back");
            var back = Instant.now();
            playground.client().resource(doomed).delete();
            playground.createCluster("new");
            until(() -> stores.clusters().get("doomed").isEmpty(), "the deletion is seen");
            until(() -> stores.clusters().get("new").isPresent(), "the creation is seen");
            assertThat(Duration.between(back, Instant.now())).isLessThan(Duration.ofSeconds(15));
            assertThat(playground.hands().perform(new Action.CreatePod(Pods.pod("late"))))
                    .isEqualTo(Outcome.DONE);
            until(() -> stores.pods().get("late").isPresent(), "pods are watched, too");
            assertThat(stores.synced()).isTrue();
        }
    }

    private static boolean answers(Playground playground) {
        return playground.hands().perform(new Action.DeletePod("none", "none", false))
                == Outcome.DONE;
    }
}
