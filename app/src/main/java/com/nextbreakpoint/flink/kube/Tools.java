package com.nextbreakpoint.flink.kube;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.Tuning;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What a process gives to its controllers.
 *
 * @param leads whether this process may act; asked right before each write
 * @param meters where the figures go
 * @param rehearsal null: what is decided is done; else it is only told
 * @param oversight stands around each effect
 * @param tuning how clusters are supervised that do not say it themselves
 */
public record Tools(
        Stores stores,
        Events events,
        BooleanSupplier leads,
        Clock clock,
        Meters meters,
        @Nullable Rehearsal rehearsal,
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

    /**
     * Tells what would be done, for each object once until it changes. Of the objects that it told
     * of first, the eldest is forgotten.
     */
    public static final class Rehearsal {
        private static final int OBJECTS = 20_000;

        private final Map<String, List<String>> told =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<String, List<String>> eldest) {
                        return size() > OBJECTS;
                    }
                };

        /** What a step does to an object with this status. */
        public static <T> List<String> of(Step<T> step, T status) {
            var would = new ArrayList<String>();
            if (!step.status().equals(status)) {
                would.add("write its status");
            }
            step.told().forEach(notice -> would.add("say: " + notice.message()));
            would.addAll(of(step.actions()));
            return List.copyOf(would);
        }

        public static List<String> of(List<Action> actions) {
            return actions.stream().map(Action::key).toList();
        }

        /**
         * Tells it, unless it is what was told last of the object under this log.
         *
         * @param subject how the object is called
         */
        public synchronized void tell(Logger log, Meta object, String subject, List<String> would) {
            var key = String.join(" ", log.getName(), subject, object.uid());
            if (!would.equals(told.put(key, would))) {
                would.forEach(line -> log.info("Dry run, {} would {}", subject, line));
            }
        }

        /** Of how many it has told. */
        synchronized int size() {
            return told.size();
        }
    }
}
