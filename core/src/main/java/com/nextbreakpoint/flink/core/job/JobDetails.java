package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.api.SavepointRecord;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.core.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a message that differs from case to case. */
final class JobDetails {
    private static final String NOTHING_THERE = "there is no complete checkpoint or savepoint at ";
    private static final String DECIDE =
            "; to decide instead, request a START with restore-from, or set restart.onUnknownState"
                    + " to RestoreKnown";

    private JobDetails() {}

    /** The whole sentence. */
    static String message(JobReason reason, JobReading r) {
        return reason.message(of(reason, r));
    }

    static String of(JobReason reason, JobReading r) {
        return switch (reason) {
            case MALFORMED -> r.observed().job().malformed();
            case CLUSTER_NOT_FOUND -> r.link().name();
            case JOB_MANAGER_SILENT -> r.flink().problem();
            case WAITING_FOR_SLOTS -> Math.max(0, r.link().freeSlots()) + "/" + r.parallelism();
            case BOOTSTRAP_REFUSED -> refusal(r, "CreateJob");
            case BOOTSTRAP_STUCK -> trouble(r);
            case CHANGE_REFUSED -> refusal(r, "Rehearse");
            case ATTEMPT_MARKED -> new Origins(r).words();
            case START_FAILED -> startFailure(r) + (isMissing(r) ? wayOut(restored(r), r) : "");
            case STATE_MISSING ->
                    new Origins(r)
                            .missing()
                            .map(path -> NOTHING_THERE + path + wayOutOfMissing(path, r))
                            .orElse("");
            case STATE_UNCERTAIN ->
                    new Origins(r).problem()
                            + (new Origins(r).given().isPresent()
                                    ? otherThanGiven(r)
                                    : DECIDE + "; known is " + new Origins(r).words());
            case STATE_ASSUMED -> new Origins(r).words() + "; " + new Origins(r).problem();
            case RESTORE_REFUSED -> refusedPath(r);
            case JOB_FAILED, JOB_RESTARTING, JOB_NOT_READY -> rootCause(r);
            case SAVEPOINT_FAILED, STOP_FAILED -> failedTrigger(r);
            case RESULT_UNKNOWN, SAVEPOINT_SLOW -> directory(r);
            case RESTART_PENDING -> pending(r);
            case ENDED_FOR_GOOD, RESTARTS_EXHAUSTED -> lastError(r);
            default -> "";
        };
    }

    private static String pending(JobReading r) {
        var next = r.supervision().nextRestartTimestamp();
        return Stream.of(lastError(r), next == null ? "" : "next attempt at " + next)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static String refusal(JobReading r, String prefix) {
        return r.observed()
                .refusals()
                .startingWith(prefix)
                .map(Refusals.Refusal::message)
                .orElse("");
    }

    private static String trouble(JobReading r) {
        return r.observed().bootstrap() instanceof BootstrapView.Running running
                ? running.trouble()
                : "";
    }

    private static String refusedPath(JobReading r) {
        var wrong = r.written().problem();
        if (!wrong.isEmpty()) return wrong + "; correct it, and request the START again";
        var problem = new Origins(r).isDoomed() ? doom(r) : new Origins(r).problem();
        var why =
                problem.isEmpty()
                        ? new Origins(r).missing().map(path -> NOTHING_THERE + path).orElse("")
                        : problem;
        return why
                + (isFromSpec(r)
                        ? "; correct savepoint.savepointPath, or take it back"
                        : "; request it again with another path");
    }

    /** Whether the path that is looked at stands in the specification, not in a request. */
    private static boolean isFromSpec(JobReading r) {
        return new Origins(r).given().filter(given -> !given.requested()).isPresent();
    }

    private static String doom(JobReading r) {
        var path = new Origins(r).given().map(Given::path).orElse("");
        var kept = new Origins(r).isRetained() ? ", or STOP it without-savepoint first" : "";
        return path
                + " is a checkpoint of the job that runs, which Flink deletes when that stops; take a"
                + " savepoint to begin from"
                + kept;
    }

    private static String wayOutOfMissing(String path, JobReading r) {
        return new Origins(r).given().isPresent() ? otherThanGiven(r) : wayOut(path, r);
    }

    private static String otherThanGiven(JobReading r) {
        var cure =
                isFromSpec(r)
                        ? "; correct savepoint.savepointPath, or take it back to begin from "
                        : "; request a START with another path, or without restore-from to begin from ";
        return cure + RestorePoints.words(RestorePoints.newest(r).orElse(null));
    }

    private static String restored(JobReading r) {
        var from = r.status().restoredFrom();
        return from == null ? "" : from.path();
    }

    static boolean isMissing(JobReading r) {
        return FlinkWords.NOTHING_TO_RESTORE.isIn(startFailure(r));
    }

    /** What does not exist is not found by trying again, and nothing older is taken instead. */
    private static String wayOut(String missing, JobReading r) {
        var older = new Origins(r).older().map(path -> ", found is " + path).orElse("");
        var savepoint =
                r.status().savepoints().stream()
                        .map(SavepointRecord::path)
                        .filter(path -> !path.equals(missing))
                        .findFirst()
                        .map(path -> ", the newest savepoint is " + path)
                        .orElse("");
        var candidate = older + savepoint;
        return "; request a START with restore-from%s, or FORGET_SAVEPOINT and START to begin with nothing"
                .formatted(candidate);
    }

    static String startFailure(JobReading r) {
        var said =
                r.observed().bootstrap() instanceof BootstrapView.Ended ended
                        ? ended.message()
                        : "";
        var cause = rootCause(r);
        return cause.isEmpty() ? said : cause;
    }

    private static String rootCause(JobReading r) {
        return r.job().map(FlinkJobView::rootCause).orElse("");
    }

    private static String failedTrigger(JobReading r) {
        var ids = List.of(r.supervision().stopTriggerId(), r.status().savepointTriggerId());
        return ids.stream()
                .map(id -> r.flink().triggers().get(id))
                .filter(FlinkView.Trigger.Failed.class::isInstance)
                .map(trigger -> ((FlinkView.Trigger.Failed) trigger).cause())
                .findFirst()
                .orElseGet(() -> lastError(r));
    }

    private static String directory(JobReading r) {
        return Directories.ofSavepoint(r, r.supervision().stopTriggerId());
    }

    private static String lastError(JobReading r) {
        return Optional.ofNullable(r.status().lastError()).map(LastError::message).orElse("");
    }
}
