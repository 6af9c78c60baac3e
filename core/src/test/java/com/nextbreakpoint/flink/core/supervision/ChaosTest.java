package com.nextbreakpoint.flink.core.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.LongStream;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/**
 * Random faults and edits against the contract: -Dseed=N runs one of them, -Druns=N so many from
 * there.
 */
@NullUnmarked
class ChaosTest {
    private static final long SEED = Long.getLong("seed", 1);
    private static final int RUNS =
            Integer.getInteger("runs", System.getProperty("seed") == null ? 10_000 : 1);

    @Test
    void whatever_happens_the_contract_holds() {
        var failed = new AtomicReference<Long>();
        LongStream.range(SEED, SEED + RUNS)
                .parallel()
                .filter(_ -> failed.get() == null)
                .filter(seed -> !holds(seed))
                .forEach(failed::set);
        if (failed.get() != null) retell(failed.get());
    }

    private static boolean holds(long seed) {
        try {
            new ChaosRun(seed, false).run();
            return true;
        } catch (AssertionError | RuntimeException broken) {
            return false;
        }
    }

    /** The same run again, with its trail. */
    private static void retell(long seed) {
        try {
            new ChaosRun(seed, true).run();
        } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError(
                    "seed %d (-Dseed=%d): %s".formatted(seed, seed, broken.getMessage()), broken);
        }
        assertThat(seed).as("a run that fails once fails always").isNull();
    }
}
