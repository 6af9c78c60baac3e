package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.LastError;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Refusals;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The part of a message that differs from case to case. */
final class JobDetails {
    private JobDetails() {}

    /** The whole sentence. */
    static String message(JobReason reason, JobReading r) {
        return reason.message(of(reason, r));
    }

    static String of(JobReason reason, JobReading r) {
        return switch (reason) {
            case MALFORMED -> r.observed().job().malformed();
            case INITIALISING ->
                    r.observed().refusals().ofFinalizer(Kind.FlinkJob, r.meta().name());
            case CLUSTER_NOT_FOUND -> r.link().name();
            case JOB_MANAGER_SILENT -> r.flink().problem();
            case WAITING_FOR_SLOTS -> Math.max(0, r.link().freeSlots()) + "/" + r.parallelism();
            case BOOTSTRAP_REFUSED -> refusal(r, "CreateJob");
            case BOOTSTRAP_STUCK -> trouble(r);
            case CHANGE_REFUSED -> refusal(r, "Rehearse");
            case ATTEMPT_MARKED -> new Origins(r).words();
            case START_FAILED ->
                    startFailure(r) + (isMissing(r) ? new OriginDetails(r).ofRestored() : "");
            case STATE_MISSING -> new OriginDetails(r).ofMissing();
            case STATE_UNCERTAIN -> new OriginDetails(r).ofUncertain();
            case STATE_ASSUMED -> new OriginDetails(r).ofAssumed();
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
        return wrong.isEmpty()
                ? new OriginDetails(r).ofRefused()
                : wrong + "; correct it, and request the START again";
    }

    static boolean isMissing(JobReading r) {
        return FlinkWords.NOTHING_TO_RESTORE.isIn(startFailure(r));
    }

    private static String startFailure(JobReading r) {
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
