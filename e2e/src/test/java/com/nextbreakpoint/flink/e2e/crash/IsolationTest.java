package com.nextbreakpoint.flink.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import com.nextbreakpoint.flink.flink.FlinkPoller;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** More clusters hang than a queue has places, and no other waits for one of them. */
@Tag("apiserver")
class IsolationTest {
    @Test
    void nobody_waits_for_a_cluster_that_hangs() throws InterruptedException {
        Lives.alone("isolation", IsolationTest::check);
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
