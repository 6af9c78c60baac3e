package com.nextbreakpoint.flink.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.flink.FlinkPoller;
import com.nextbreakpoint.flink.kube.Tools;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** More clusters hang than a queue has places, and no other waits for one of them. */
@Tag("apiserver")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class IsolationTest {
    private final Lives<String> lives = new Lives<>(1);

    @AfterAll
    void end() {
        lives.close();
    }

    @Test
    void nobody_waits_for_a_cluster_that_hangs() throws InterruptedException {
        lives.begin("isolation", Tools.Oversight.NONE, IsolationTest::check);
        lives.join("isolation");
    }

    /** A call to a JobManager that hangs takes its whole limit. */
    private static void check(Scene scene) {
        var neighbours = new Neighbours(scene, 4);
        neighbours.hang();
        assertThat(neighbours.measure(2))
                .allSatisfy(
                        took -> assertThat(took).isLessThan(FlinkPoller.LONGEST_POLL.toMillis()));
        neighbours.heal();
    }
}
