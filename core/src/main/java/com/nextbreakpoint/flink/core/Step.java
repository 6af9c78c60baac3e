package com.nextbreakpoint.flink.core;

import java.time.Duration;
import java.util.List;

/**
 * What one object needs now: first its status is written (unless nothing differs), then the actions
 * are performed, then it is looked at again when something changes, at the latest after {@code
 * recheck}.
 *
 * @param notices for the log and for Events, best effort
 */
public record Step<T>(
        String name, T status, List<Action> actions, List<Notice> notices, Duration recheck) {

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
