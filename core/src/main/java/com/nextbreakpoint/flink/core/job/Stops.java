package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SavepointMode;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import java.util.Optional;

/** The stop in progress, and the savepoint that it is to leave. */
final class Stops {
    private Stops() {}

    static boolean isSavepointWanted(JobReading r) {
        var spec = r.observed().job().spec();
        var reason = r.supervision().stopReason();
        if (spec == null || reason == null) return false;
        var automatic = isAutomatic(r);
        return switch (reason) {
            case StartFailed, Stray -> false;
            case Deleted -> spec.savepoint().savepointOnDelete();
            case UserStop -> automatic && !r.supervision().withoutSavepoint();
            case Cluster -> automatic && !r.link().stopWithoutSavepoint();
            case Restart, Changed, Suspended, Silence -> automatic;
        };
    }

    /** Whether a job that is stopped in order to start again takes a savepoint. */
    static boolean isAutomatic(JobReading r) {
        var spec = r.observed().job().spec();
        return spec != null && spec.savepoint().savepointMode() == SavepointMode.Automatic;
    }

    /** The trigger id of a try; derived, so that none is ever forgotten. */
    static String triggerId(int tries, JobReading r) {
        return Hashes.triggerId(
                r.status().jobId(), "stop/" + r.supervision().phaseTimestamp() + "/" + tries);
    }

    /**
     * Where it left its savepoint, as far as Flink told; statistics tell it of a job that has
     * finished, of any other they may name the savepoint of a try that failed.
     */
    static Optional<String> savepoint(JobReading r) {
        var trigger = r.flink().triggers().get(r.supervision().stopTriggerId());
        if (trigger instanceof FlinkView.Trigger.Completed(var location)) {
            return Optional.of(location);
        }
        return r.checkpoints()
                .filter(_ -> r.fate() == JobFacts.Fate.FINISHED)
                .filter(Stops::isLast)
                .map(FlinkView.Checkpoints::savepoint)
                .map(FlinkView.Point::path)
                .filter(path -> isOfThis(path, r));
    }

    /** Nothing follows the savepoint of a stop; a job that ended by itself took a checkpoint. */
    private static boolean isLast(FlinkView.Checkpoints seen) {
        return seen.savepoint() != null
                && (seen.checkpoint() == null || seen.checkpoint().id() < seen.savepoint().id());
    }

    private static boolean isOfThis(String path, JobReading r) {
        for (int tries = 0; tries <= r.supervision().stopTries(); tries++) {
            if (Directories.isOf(triggerId(tries, r), path)) return true;
        }
        return false;
    }
}
