package com.nextbreakpoint.flink.kube.write;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Tuning;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.run.WorkQueue;
import java.time.Clock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process gives to its controllers.
 *
 * @param leads whether this process may act; asked right before each write
 * @param meters where the figures go
 * @param dryRun null: what is decided is done; else it is only told
 * @param oversight stands around each effect
 * @param tuning how clusters are supervised that do not say it themselves
 */
public record Tools(
        Stores stores,
        Events events,
        BooleanSupplier leads,
        Clock clock,
        Meters meters,
        @Nullable DryRun dryRun,
        Oversight oversight,
        Tuning tuning) {
    /** Where the figures go. */
    public interface Meters {
        Meters NONE =
                new Meters() {
                    @Override
                    public WorkQueue.Meter of(String controller) {
                        return WorkQueue.Meter.NONE;
                    }

                    @Override
                    public void statusRefused(Kind kind) {}
                };

        /** Those of a controller's queue. */
        WorkQueue.Meter of(String controller);

        /** The API server refused a status of this kind. */
        void statusRefused(Kind kind);
    }

    /** Stands around each effect, as a test does that ends the process right there. */
    @FunctionalInterface
    public interface Oversight {
        Oversight NONE = (action, effect) -> effect.get();

        Outcome over(Action action, Supplier<Outcome> effect);
    }

    /** Tools that count nothing. */
    public static Tools of(Stores stores, Events events, BooleanSupplier leads, Clock clock) {
        return of(stores, events, leads, clock, Oversight.NONE);
    }

    public static Tools of(
            Stores stores, Events events, BooleanSupplier leads, Clock clock, Oversight oversight) {
        return new Tools(
                stores, events, leads, clock, Meters.NONE, null, oversight, Tuning.DEFAULT);
    }
}
