package com.nextbreakpoint.flink.server;

import com.nextbreakpoint.flink.core.Kind;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;

/** Holds answers until a wish is reached. */
record Waits(Resources resources, InstantSource clock) {
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /**
     * Returns when the resource is as it should be; {@link ApiProblem} when the time is over.
     *
     * @param wish for people: what is waited for
     */
    void until(ApiRequest request, Kind kind, String wish, Predicate<Optional<Item>> reached) {
        var wait = request.holdFor();
        if (wait == null) {
            return;
        }
        var name = request.resource(kind);
        var end = clock.instant().plus(wait);
        while (true) {
            var item = resources.find(kind, name);
            if (reached.test(item)) return;
            if (clock.instant().isAfter(end)) {
                throw new ApiProblem(
                        ApiProblem.TIMED_OUT,
                        "%s %s is not %s after %d seconds%s"
                                .formatted(kind, name, wish, wait.toSeconds(), why(item)));
            }
            pause();
        }
    }

    private static String why(Optional<Item> item) {
        return item.map(Item::unready).filter(why -> !why.isEmpty()).map(": "::concat).orElse("");
    }

    private static void pause() {
        try {
            Thread.sleep(LOOK_EVERY);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new ApiProblem(ApiProblem.UNAVAILABLE, "the operator ends");
        }
    }
}
