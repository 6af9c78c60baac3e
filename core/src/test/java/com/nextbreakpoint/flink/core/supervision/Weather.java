package com.nextbreakpoint.flink.core.supervision;

import java.util.Random;
import org.jspecify.annotations.NullUnmarked;

/** How things go that nobody decides: calm, all is quick and succeeds; rough, it varies. */
@NullUnmarked
final class Weather {
    final boolean ha;
    private final Random random;
    boolean rough;

    private Weather(Random random, boolean ha) {
        this.random = random;
        this.rough = random != null;
        this.ha = ha;
    }

    static Weather calm() {
        return new Weather(null, false);
    }

    static Weather rough(Random random) {
        return new Weather(random, random.nextInt(4) == 0);
    }

    boolean happens(int percent) {
        return rough && random.nextInt(100) < percent;
    }

    private int upTo(int calm, int most) {
        return rough ? random.nextInt(most + 1) : calm;
    }

    int podStart() {
        return upTo(1, 4);
    }

    int podEnd() {
        return upTo(0, 4);
    }

    int slowMain() {
        return happens(20) ? random.nextInt(20) : 0;
    }

    boolean throwsInMain() {
        return happens(5);
    }

    int savepointTime() {
        return upTo(0, 6);
    }

    /** How long a look into the storage takes. */
    int lookTime() {
        return upTo(0, 3);
    }

    /** How old what Flink tells of checkpoints may be: it answers from a cache. */
    int cacheAge() {
        return rough ? 3 : 0;
    }

    boolean losesJob() {
        return happens(10);
    }

    boolean wasWritten() {
        return happens(50);
    }

    boolean checkpoints() {
        return happens(20);
    }

    /** Whether this second's poll and watch are late. */
    boolean isLate() {
        return happens(40);
    }

    boolean crashes() {
        return happens(4);
    }

    int any(int bound) {
        return random.nextInt(bound);
    }
}
