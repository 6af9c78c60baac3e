package com.nextbreakpoint.flink.core;

import com.nextbreakpoint.flink.api.Condition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Conditions in the sense of kstatus: Ready is the goal, Reconciling and Stalled are True only
 * while something is abnormal.
 */
public final class Conditions {
    public static final String READY = "Ready";
    public static final String RUNNING = "Running";
    public static final String RECONCILING = "Reconciling";
    public static final String STALLED = "Stalled";
    public static final String SAVEPOINT_UP_TO_DATE = "SavepointUpToDate";

    public static final String TRUE = "True";
    public static final String FALSE = "False";
    public static final String UNKNOWN = "Unknown";

    /** What the API server takes as a message; longer ones are cut. */
    public static final int MAX_MESSAGE = 32768;

    private static final List<String> ORDER =
            List.of(READY, RUNNING, RECONCILING, STALLED, SAVEPOINT_UP_TO_DATE);

    private Conditions() {}

    public static List<Condition> set(
            List<Condition> old,
            String type,
            boolean status,
            String reason,
            String message,
            Instant now,
            long generation) {
        return set(old, type, status ? TRUE : FALSE, reason, message, now, generation);
    }

    /**
     * The conditions with this one set; the others stay. The time of the last transition changes
     * only with {@code status}, which is True, False or Unknown.
     */
    public static List<Condition> set(
            List<Condition> old,
            String type,
            String status,
            String reason,
            String message,
            Instant now,
            long generation) {
        var since =
                find(old, type)
                        .filter(before -> before.status().equals(status))
                        .map(Condition::lastTransitionTime)
                        .orElse(now.truncatedTo(ChronoUnit.MILLIS));
        var all = new ArrayList<>(old);
        all.removeIf(before -> before.type().equals(type));
        all.add(new Condition(type, status, reason, cut(message), since, generation));
        all.sort(Comparator.comparingInt(Conditions::place).thenComparing(Condition::type));
        return List.copyOf(all);
    }

    /** Those that say how far an object is on its way. */
    public static List<Condition> progress(
            List<Condition> old,
            boolean reached,
            Reason reason,
            String message,
            Instant now,
            long generation) {
        var name = reason.camelCase();
        var stalled = reason.weight() == Reason.Weight.STALLED;
        var working = !reached && !stalled;
        var all = set(old, READY, reached, name, message, now, generation);
        all = set(all, RECONCILING, working, name, message, now, generation);
        return set(all, STALLED, stalled, name, message, now, generation);
    }

    public static Optional<Condition> find(List<Condition> conditions, String type) {
        return conditions.stream().filter(one -> one.type().equals(type)).findFirst();
    }

    /** Whether the condition is there and True. */
    public static boolean isTrue(List<Condition> conditions, String type) {
        return find(conditions, type).filter(one -> one.status().equals(TRUE)).isPresent();
    }

    private static int place(Condition condition) {
        int place = ORDER.indexOf(condition.type());
        return place < 0 ? ORDER.size() : place;
    }

    private static String cut(String message) {
        return message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE);
    }
}
