package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.JobDigest;
import com.nextbreakpoint.flink.api.RestoreKind;
import com.nextbreakpoint.flink.api.RestorePoint;
import com.nextbreakpoint.flink.api.RestoredFrom;
import com.nextbreakpoint.flink.core.Delays;
import com.nextbreakpoint.flink.core.Digests;
import com.nextbreakpoint.flink.core.Hashes;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Attempts to run a job: what they start from, under which id, and when they are given up. */
final class JobAttempts {
    private static final int LEAST_BOOTSTRAP_DELAY = 2;
    private static final int MOST_BOOTSTRAP_DELAY = 30;

    private JobAttempts() {}

    static FlinkJobStatus mark(JobReading r) {
        var meta = r.observed().job().meta();
        var spec = Objects.requireNonNull(r.observed().job().spec());
        var attempt = r.status().attempt() + (r.isSpent() ? 1 : 0);
        var source = r.origins().point();
        var digest = r.status().digest();
        var path = savepointPath(r, source);
        return marked(r, spec)
                .with(
                        s ->
                                s.attempt(attempt)
                                        .jobId(jobId(r, attempt))
                                        .jobStatus("")
                                        .restorePoint(source)
                                        .savepointPath(path)
                                        .restoredFrom(from(source))
                                        .digest(
                                                new JobDigest(
                                                        Digests.of(spec).bootstrap(),
                                                        digest.savepoint(),
                                                        digest.restart()))
                                        .observedGeneration(meta.generation()));
    }

    private static FlinkJobStatus marked(JobReading r, FlinkJobSpec spec) {
        var before = r.supervision();
        var given = taken(r, spec);
        var directories = Directories.ofMark(r);
        var unread = r.isSpent() ? List.<String>of() : before.savepointDirectories();
        return JobMarks.supervise(
                r.status(),
                s ->
                        s.slotsTimestamp(r.now())
                                .startedTimestamp(null)
                                .incarnation(r.flink().incarnation())
                                .parallelism(r.parallelism())
                                .takenSavepointPath(given)
                                .withoutSavepoint(false)
                                .restoreFrom(null)
                                .forgottenId(null)
                                .checkpointDirectories(directories)
                                .settledJobId("")
                                .unreadJobIds(Directories.unreadOfMark(r))
                                .savepointDirectories(unread)
                                .endedBy(null));
    }

    /** The spec's path, unless it was passed over for the job's own state. */
    private static String taken(JobReading r, FlinkJobSpec spec) {
        var path = Objects.requireNonNullElse(spec.savepoint().savepointPath(), "");
        var passed = Given.of(r).isPresent() && r.origins().given().isEmpty();
        return passed ? r.supervision().takenSavepointPath() : path;
    }

    /** What an attempt that is marked now starts from, in words. */
    static String origin(JobReading r) {
        return RestorePoints.words(r.origins().point());
    }

    private static @Nullable RestoredFrom from(@Nullable RestorePoint point) {
        return point == null
                ? null
                : new RestoredFrom(RestorePoints.kind(point.path()), point.path());
    }

    private static String savepointPath(JobReading r, @Nullable RestorePoint source) {
        if (source == null) return "";
        return source.kind() == RestoreKind.Savepoint ? source.path() : r.status().savepointPath();
    }

    private static String jobId(JobReading r, int attempt) {
        var meta = r.observed().job().meta();
        return r.isSpent() || r.status().jobId().isEmpty()
                ? Hashes.jobId(meta.namespace(), r.link().name(), meta.name(), meta.uid(), attempt)
                : r.status().jobId();
    }

    /**
     * The first new attempt after a loss starts at once, further ones like restarts. A bootstrap
     * that has not told its end may have asked the new JobManager already: then the id is kept,
     * which the new JobManager takes once.
     */
    static FlinkJobStatus close(JobReading r) {
        var spec = Objects.requireNonNull(r.observed().job().spec());
        var restarts = r.status().restarts();
        var delay = restarts == 0 ? Duration.ZERO : Delays.restart(spec.restart(), restarts);
        var incarnation = isSubmitting(r) ? r.flink().incarnation() : r.supervision().incarnation();
        return JobMarks.supervise(
                        JobMarks.noteCheckpoint(r.status(), r),
                        s ->
                                s.slotsTimestamp(null)
                                        .incarnation(incarnation)
                                        .nextRestartTimestamp(r.now().plus(delay)))
                .withRestarts(restarts + 1);
    }

    /**
     * As long as the attempt has lasted, so that it doubles; 30 s at most. It must outlast the next
     * step, which deletes the bootstrap, also when the clock has jumped back.
     */
    static FlinkJobStatus delayBootstrap(JobReading r) {
        var since = Objects.requireNonNullElse(r.supervision().slotsTimestamp(), r.now());
        var seconds =
                Math.clamp(
                        JobReading.elapsed(since, r.now()).toSeconds(),
                        LEAST_BOOTSTRAP_DELAY,
                        MOST_BOOTSTRAP_DELAY);
        return JobMarks.supervise(
                r.status(), s -> s.nextRestartTimestamp(r.now().plusSeconds(seconds)));
    }

    static boolean isSubmitting(JobReading r) {
        return switch (r.observed().bootstrap()) {
            case BootstrapView.None _ -> false;
            case BootstrapView.Running _, BootstrapView.Going _ -> true;
            case BootstrapView.Ended ended -> ended.said() == BootstrapView.Said.NOTHING;
        };
    }

    /**
     * What it runs with is known only of an attempt that is noted: another is changed to the spec.
     */
    static FlinkJobStatus adopt(JobReading r) {
        var id = r.status().jobId().isEmpty() ? r.stray().orElse("") : r.status().jobId();
        return JobMarks.supervise(
                        r.status(),
                        s ->
                                s.slotsTimestamp(r.now())
                                        .incarnation(r.flink().incarnation())
                                        .settledJobId("")
                                        .parallelism(r.parallelism()))
                .with(s -> s.jobId(id).attempt(Math.max(1, r.status().attempt())));
    }
}
