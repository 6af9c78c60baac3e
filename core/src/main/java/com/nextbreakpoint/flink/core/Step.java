package com.nextbreakpoint.flink.core;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * What one object needs now: first its status is written (unless nothing differs), then the actions
 * are performed, then it is looked at again when something changes, at the latest after {@code
 * recheck}.
 *
 * @param decided for the log and for Events, best effort: told once the status is written
 * @param notices told once all actions are done
 */
public record Step<T>(
        String name,
        T status,
        List<Action> actions,
        List<Notice> decided,
        List<Notice> notices,
        Duration recheck) {

    public Step(
            String name, T status, List<Action> actions, List<Notice> notices, Duration recheck) {
        this(name, status, actions, List.of(), notices, recheck);
    }

    /** Of an object that stays as it is. */
    public static <T> Step<T> still(Resource<?, T> resource) {
        return quiet(resource, List.of());
    }

    /** Of an object of which nothing is told yet. */
    public static <T> Step<T> quiet(Resource<?, T> resource, List<Action> actions) {
        return new Step<>(
                resource.meta().name(), resource.status(), actions, List.of(), Alarm.LONGEST);
    }

    /**
     * Whether these actions make an object ours: nothing in its status need be there before. When
     * one was refused, that is told.
     */
    public static boolean isQuiet(List<Action> actions, Refusals refusals) {
        // C1.10
        return !actions.isEmpty()
                && actions.stream().allMatch(Action.AddFinalizer.class::isInstance)
                && actions.stream().allMatch(action -> refusals.of(action.key()).isEmpty());
    }

    /** The step that follows one that was taken in memory only; nothing is told twice. */
    public Step<T> after(Step<T> former) {
        var same = former.actions.equals(actions);
        return new Step<>(
                name,
                status,
                actions,
                same ? former.decided : both(former.decided, former.notices),
                same ? both(former.notices, notices) : notices,
                recheck);
    }

    /** Without effects. */
    public Step<T> harmless() {
        return new Step<>(name, status, List.of(), told(), List.of(), recheck);
    }

    /** All that is told, in its order. */
    public List<Notice> told() {
        return both(decided, notices);
    }

    private static List<Notice> both(List<Notice> first, List<Notice> then) {
        var all = new LinkedHashSet<>(first);
        all.addAll(then);
        return List.copyOf(all);
    }

    /**
     * One sentence for users.
     *
     * @param event whether it becomes an Event as well as a line in the log
     */
    public record Notice(Severity severity, String reason, String message, boolean event) {
        public static Notice log(String message) {
            return new Notice(Severity.NORMAL, "", message, false);
        }

        public static Notice normal(String reason, String message) {
            return new Notice(Severity.NORMAL, reason, message, true);
        }

        public static Notice warning(String reason, String message) {
            return new Notice(Severity.WARNING, reason, message, true);
        }
    }

    /** As Kubernetes' Events know it. */
    public enum Severity {
        NORMAL,
        WARNING
    }
}
