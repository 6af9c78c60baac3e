package com.nextbreakpoint.flink.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** By how much clusters that hang slow down the others: part of the benchmark. */
@Tag("apiserver")
class SlowdownTest {
    private static final int ROUNDS = 8;

    @Test
    void clusters_that_hang_do_not_slow_down_the_others() throws InterruptedException {
        Lives.alone("slowdown", SlowdownTest::compare);
    }

    private static void compare(Scene scene) {
        var neighbours = new Neighbours(scene, 8);
        var unused = neighbours.measure(2);
        var alone = neighbours.measure(ROUNDS);
        neighbours.hang();
        var together = neighbours.measure(2 * ROUNDS);
        neighbours.heal();
        // Before and after, so that other work of this machine decides nothing.
        alone.addAll(neighbours.measure(ROUNDS));
        System.out.printf(
                "p95 from edit to effect: %d ms alone, %d ms beside %d that hang; median %d and %d"
                        + " ms%n",
                Neighbours.at(alone, 0.95),
                Neighbours.at(together, 0.95),
                Neighbours.HANGING,
                Neighbours.at(alone, 0.5),
                Neighbours.at(together, 0.5));
        assertThat((double) Neighbours.at(together, 0.95))
                .isLessThanOrEqualTo(1.2 * Neighbours.at(alone, 0.95));
    }
}
