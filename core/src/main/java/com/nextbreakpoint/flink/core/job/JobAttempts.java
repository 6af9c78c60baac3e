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
    private JobAttempts() {}

    static FlinkJobStatus mark(JobReading r) {
        var meta = r.meta();
        var spec = Objects.requireNonNull(r.spec());
        // J4.id-2
        var attempt = r.status().attempt() + (r.isSpent() ? 1 : 0);
        var origins = new Origins(r);
        var source = origins.point();
        var digest = r.status().digest();
        var path = savepointPath(r, source);
        return marked(origins, spec, r)
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

    private static FlinkJobStatus marked(Origins origins, FlinkJobSpec spec, JobReading r) {
        var before = r.supervision();
        var given = taken(origins, spec, r);
        var directories = Directories.ofMark(r);
        var unread = r.isSpent() ? List.<String>of() : before.savepointDirectories();
        // A5.stop-without, A5.start-without, A5.restore-from: they count for one attempt
        return r.status()
                .supervise(
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
                                        .unreadJobIds(Directories.unreadOfMark(origins.origin(), r))
                                        .savepointDirectories(unread)
                                        .endedBy(null));
    }

    /** The spec's path, unless it was passed over for the job's own state. */
    private static String taken(Origins origins, FlinkJobSpec spec, JobReading r) {
        var path = Objects.requireNonNullElse(spec.savepoint().savepointPath(), "");
        var passed = Given.of(r).isPresent() && origins.given().isEmpty();
        return passed ? r.supervision().takenSavepointPath() : path;
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
        var meta = r.meta();
        // J4.id-1, J4.id-2
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
        var spec = Objects.requireNonNull(r.spec());
        var restarts = r.status().restarts();
        var delay = restarts == 0 ? Duration.ZERO : Delays.restart(spec.restart(), restarts);
        var incarnation =
                Bootstraps.isSubmitting(r)
                        ? r.flink().incarnation()
                        : r.supervision().incarnation();
        return RestorePoints.note(r.status(), r)
                .supervise(
                        s ->
                                s.slotsTimestamp(null)
                                        .incarnation(incarnation)
                                        .nextRestartTimestamp(r.now().plus(delay)))
                .withRestarts(restarts + 1);
    }

    /**
     * What it runs with is known only of an attempt that is noted: another is changed to the spec.
     */
    static FlinkJobStatus adopt(JobReading r) {
        var id = r.status().jobId().isEmpty() ? r.stray().orElse("") : r.status().jobId();
        return r.status()
                .supervise(
                        s ->
                                s.slotsTimestamp(r.now())
                                        .incarnation(r.flink().incarnation())
                                        .settledJobId("")
                                        .parallelism(r.parallelism()))
                .with(s -> s.jobId(id).attempt(Math.max(1, r.status().attempt())));
    }

    /** Under the JobManager that runs now, since the bootstrap may have asked that one. */
    static FlinkJobStatus move(JobReading r) {
        return r.status().supervise(s -> s.incarnation(r.link().incarnation()));
    }

    /** The job lives on under another JobManager, which knows of no savepoint in flight. */
    static FlinkJobStatus noteIncarnation(JobReading r) {
        return Savepoints.withoutPending(r.status())
                .supervise(s -> s.incarnation(r.flink().incarnation()));
    }
}
