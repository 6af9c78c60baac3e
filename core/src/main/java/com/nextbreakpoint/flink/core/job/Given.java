package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import java.util.Objects;
import java.util.Optional;

/**
 * The path that the user wants the next attempt to begin from.
 *
 * @param requested by a START, not by the specification
 * @param offered taken if it can be: a path in the specification holds up no job that ended by
 *     itself, which goes on from its own state else
 */
record Given(String path, boolean requested, boolean offered) {
    static Optional<Given> of(JobReading r) {
        var supervision = r.supervision();
        var spec = r.spec();
        // A5.restore-from
        if (supervision.restoreFrom() != null) {
            return Optional.of(new Given(supervision.restoreFrom(), true, false));
        }
        if (spec == null || supervision.withoutSavepoint()) return Optional.empty();
        var path = Objects.requireNonNullElse(spec.savepoint().savepointPath(), "");
        // R6.source
        return path.isEmpty() || path.equals(supervision.takenSavepointPath())
                ? Optional.empty()
                : Optional.of(new Given(path, false, isUnplanned(r)));
    }

    private static boolean isUnplanned(JobReading r) {
        // R6.given
        return r.status().supervisorStatus() == SupervisorStatus.Starting
                && switch (r.supervision().endedBy()) {
                    case Failed, Lost, StartFailed, Unknown, Cluster -> true;
                    case Finished, Canceled, Planned, UserStop, Suspended -> false;
                    case null -> false;
                };
    }
}
