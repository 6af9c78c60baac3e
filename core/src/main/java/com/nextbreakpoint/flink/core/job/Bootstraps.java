package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.desired.BootstrapJob;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The bootstrap Job, which submits an attempt: what is seen of it, and what is made of it. */
final class Bootstraps {
    private static final int LEAST_DELAY = 2;
    private static final int MOST_DELAY = 30;

    private Bootstraps() {}

    /** The bootstrap Job of the current attempt. */
    enum Bootstrap {
        NONE,
        /** It belongs to another attempt. */
        OTHER,
        /**
         * Its JobManager is gone, and it would ask the next one, beside what the first had begun.
         */
        ASTRAY,
        GOING,
        RUNNING,
        /** Its pod does not start. */
        STUCK,
        SAID_NOT_SUBMITTED,
        SAID_SUBMITTED,
        /** Submitted, it said, but the newest list was asked for before its end was seen. */
        SAID_SUBMITTED_JUST_NOW,
        SAID_NOTHING
    }

    /** What is left of the bootstrap Job. */
    enum Remains {
        NONE,
        THERE,
        /** It may have asked a newer JobManager than the one that the attempt was marked under. */
        ASTRAY,
        GOING
    }

    static Bootstrap of(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> Bootstrap.NONE;
            case BootstrapView.Going _ -> Bootstrap.GOING;
            case BootstrapView.Running running -> running(r, running);
            case BootstrapView.Ended ended ->
                    ended.jobId().equals(r.status().jobId()) ? said(r, ended) : Bootstrap.OTHER;
        };
    }

    private static Bootstrap running(JobReading r, BootstrapView.Running running) {
        var ours =
                running.jobId().equals(r.status().jobId())
                        && (r.isMarked() || !r.differsFromAttempt());
        if (!ours) return Bootstrap.OTHER;
        if (r.isMarked() && r.link().incarnation().isEmpty()) return Bootstrap.ASTRAY;
        return running.trouble().isEmpty() ? Bootstrap.RUNNING : Bootstrap.STUCK;
    }

    private static Bootstrap said(JobReading r, BootstrapView.Ended ended) {
        return switch (ended.said()) {
            case NOTHING -> Bootstrap.SAID_NOTHING;
            case NOT_SUBMITTED -> Bootstrap.SAID_NOT_SUBMITTED;
            case SUBMITTED ->
                    r.flinkAnswers() && isListedSince(r, ended.seenAt())
                            ? Bootstrap.SAID_SUBMITTED
                            : Bootstrap.SAID_SUBMITTED_JUST_NOW;
        };
    }

    /** A moment that lies in the future was before the clock jumped back. */
    private static boolean isListedSince(JobReading r, Instant moment) {
        if (r.flink().askedAfter(moment) || moment.isAfter(r.now())) return true;
        // Then the next poll has been, whose answer need not be news.
        var nextPoll = r.now().plus(r.link().tuning().pollingInterval());
        return r.alarm().has(nextPoll);
    }

    static Remains remains(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> Remains.NONE;
            case BootstrapView.Going _ -> Remains.GOING;
            case BootstrapView.Running _, BootstrapView.Ended _ ->
                    isAstray(r) ? Remains.ASTRAY : Remains.THERE;
        };
    }

    /** Then its id is not spent, although the new JobManager does not list it yet. */
    static boolean isAstray(JobReading r) {
        var process = r.link().incarnation();
        return !process.isEmpty()
                && !process.equals(r.supervision().incarnation())
                && isSubmitting(r);
    }

    static boolean isThere(JobReading r) {
        return remains(r) == Remains.THERE || remains(r) == Remains.ASTRAY;
    }

    /** Whether it may still submit the job, or have submitted it without a word. */
    static boolean isSubmitting(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> false;
            case BootstrapView.Running _, BootstrapView.Going _ -> true;
            case BootstrapView.Ended ended -> ended.said() == BootstrapView.Said.NOTHING;
        };
    }

    /**
     * Waits as long as the attempt has lasted, so that it doubles; 30 s at most. It must outlast
     * the next step, which deletes the bootstrap, also when the clock has jumped back.
     */
    static FlinkJobStatus delay(JobReading r) {
        var since = Objects.requireNonNullElse(r.supervision().slotsTimestamp(), r.now());
        var lasted = JobReading.elapsed(since, r.now()).toSeconds();
        var seconds = Math.clamp(lasted, LEAST_DELAY, MOST_DELAY);
        return r.status().supervise(s -> s.nextRestartTimestamp(r.now().plusSeconds(seconds)));
    }

    static Action create(JobReading r) {
        var from = r.status().restoredFrom();
        return desired(r, from == null ? null : from.path());
    }

    static List<Action> delete(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.Running job -> List.of(new Action.DeleteJob(job.name(), job.uid()));
            case BootstrapView.Ended job -> List.of(new Action.DeleteJob(job.name(), job.uid()));
            case BootstrapView.None _, BootstrapView.Going _ -> List.of();
        };
    }

    /** What a changed spec would create. */
    static Action rehearse(JobReading r) {
        return new Action.Rehearse(rehearsed(r), List.of(desired(r, null).job()));
    }

    static String rehearsalKey(JobReading r) {
        return Action.Rehearse.key(rehearsed(r));
    }

    /** It changes with the spec. */
    private static String rehearsed(JobReading r) {
        var spec = r.spec();
        var digest = spec == null ? "" : Digests.of(spec).bootstrap();
        return r.meta().name() + " " + digest + " " + r.parallelism();
    }

    /** As the current spec and attempt want it; a job whose spec cannot be read never starts. */
    private static Action.CreateJob desired(JobReading r, @Nullable String restorePath) {
        var attempt =
                new BootstrapJob.Attempt(
                        r.status().jobId(), r.parallelism(), restorePath, r.flink().process());
        var spec = Objects.requireNonNull(r.spec());
        return new Action.CreateJob(BootstrapJob.desired(r.meta(), r.link().name(), spec, attempt));
    }
}
