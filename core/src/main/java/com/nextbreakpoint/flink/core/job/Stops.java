package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.job.JobFacts.Fate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The stop in progress, and the savepoint that it is to leave. */
final class Stops {
    private Stops() {}

    /** The stop with savepoint that was marked. */
    enum Trigger {
        NONE,
        /** Flink was not asked yet, or did not answer. */
        AWAITED,
        UNKNOWN,
        IN_PROGRESS,
        /** In progress for longer than taskTimeout. */
        SLOW,
        COMPLETED,
        FAILED
    }

    /** How the job is to be stopped. */
    enum Plan {
        /** Its checkpoints were not read yet. */
        READ,
        CANCEL,
        SAVEPOINT,
        /** A savepoint is wanted, but the job does not run; its checkpoints would do. */
        CHECKPOINT,
        /** The same, and nothing would be left of it: only the user can decide. */
        HOLD
    }

    static Trigger trigger(JobReading r) {
        var id = r.supervision().stopTriggerId();
        if (id.isEmpty()) return Trigger.NONE;
        if (!r.flinkAnswers()) {
            return savepoint(r).isPresent() ? Trigger.COMPLETED : Trigger.AWAITED;
        }
        return switch (r.flink().triggers().get(id)) {
            case null -> Trigger.AWAITED;
            case FlinkView.Trigger.InProgress _ ->
                    r.isTaskTimeoutOver(r.supervision().stopRequestTimestamp())
                            ? Trigger.SLOW
                            : Trigger.IN_PROGRESS;
            case FlinkView.Trigger.Completed _ -> Trigger.COMPLETED;
            case FlinkView.Trigger.Failed _ -> Trigger.FAILED;
            case FlinkView.Trigger.Unknown _ ->
                    savepoint(r).isPresent() ? Trigger.COMPLETED : Trigger.UNKNOWN;
        };
    }

    static Plan plan(JobReading r) {
        // J4.stopping-7
        if (r.status().attempt() == 0 || !isSavepointWanted(r)) return Plan.CANCEL;
        if (r.fate() == Fate.RUNS) return Plan.SAVEPOINT;
        var checkpoints = r.checkpoints();
        if (r.supervision().startedTimestamp() == null) {
            if (checkpoints.isEmpty()) return Plan.READ;
            if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        }
        var idle = r.job().map(job -> job.notRunningSince()).orElse(null);
        // J4.stopping-8
        if (!r.isTaskTimeoutOver(idle)) return Plan.SAVEPOINT;
        if (checkpoints.isEmpty()) return Plan.READ;
        if (checkpoints.get().completed() == 0) return Plan.CANCEL;
        return checkpoints.get().retained() ? Plan.CHECKPOINT : Plan.HOLD;
    }

    private static boolean isSavepointWanted(JobReading r) {
        var spec = r.spec();
        var reason = r.supervision().stopReason();
        if (spec == null || reason == null) return false;
        var automatic = r.isAutomatic();
        return switch (reason) {
            case StartFailed, Stray -> false;
            // J4.stopping-7
            case Deleted -> spec.savepoint().savepointOnDelete();
            // A5.stop-without, R6.manual
            case UserStop -> automatic && !r.supervision().withoutSavepoint();
            // A5.cluster-without
            case Cluster -> automatic && !r.link().stopWithoutSavepoint();
            // R6.manual
            case Restart, Changed, Suspended, Silence -> automatic;
        };
    }

    static boolean isPlanned(@Nullable StopReason reason) {
        return switch (reason) {
            case null -> false;
            case Restart, Changed, Cluster, Suspended, Silence, UserStop -> true;
            case StartFailed, Stray, Deleted -> false;
        };
    }

    /** The trigger id of a try; derived, so that none is ever forgotten. */
    private static String triggerId(int tries, JobReading r) {
        // J4.stopping-3, J4.stopping-4
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
                .filter(_ -> r.fate() == Fate.FINISHED)
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

    static FlinkJobStatus mark(JobReading r) {
        var id = triggerId(r.supervision().stopTries(), r);
        return r.status()
                .supervise(
                        s ->
                                s.stopTriggerId(id)
                                        .stopRequestTimestamp(r.now())
                                        .savepointDirectories(Directories.withSavepoint(r, id)));
    }

    static FlinkJobStatus recordFailed(JobReading r) {
        var tries = r.supervision().stopTries() + 1;
        var again = r.now().plus(Delays.backOff(tries));
        var error = new LastError(r.failure(r.supervision().stopTriggerId()), r.now());
        // C1.2, J4.stopping-3
        return r.status()
                .supervise(s -> s.stopTriggerId("").stopTries(tries).nextRestartTimestamp(again))
                .withLastError(error);
    }
}
