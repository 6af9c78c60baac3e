package com.nextbreakpoint.flink.bootstrap;

import static com.nextbreakpoint.flink.bootstrap.BootstrapReport.done;
import static com.nextbreakpoint.flink.bootstrap.BootstrapReport.failed;

import com.nextbreakpoint.flink.bootstrap.BootstrapReport.Submitted;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkWords;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.FlinkRefused;
import com.nextbreakpoint.flink.flink.FlinkUnavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an answer, or none, means for the job: the list of jobs decides. */
final class Doubts {
    private final FlinkClient flink;
    private final Retries retries;
    private final @Nullable String jobId;
    private final @Nullable String savepointPath;

    Doubts(FlinkClient flink, BootstrapOptions options, Retries retries) {
        this.flink = flink;
        this.retries = retries;
        this.jobId = options.run().jobId();
        this.savepointPath = options.run().savepointPath();
    }

    /** Our job, in any state; empty when Flink does not list it or chooses the id itself. */
    Optional<FlinkJobView> known() {
        return jobId == null
                ? Optional.empty()
                : flink.jobs().stream().filter(job -> job.id().equals(jobId)).findFirst();
    }

    BootstrapReport adopted(FlinkJobView job) {
        if (!job.state().equals("FAILED")) {
            return done(Submitted.YES, jobId, "Flink lists the job: " + job.state());
        }
        var cause = flink.rootCause(job.id());
        var message = cause.isEmpty() ? "Flink lists the job: FAILED" : cause;
        return withMissing(
                failed(Submitted.YES, jobId, message), FlinkWords.NOTHING_TO_RESTORE.isIn(message));
    }

    BootstrapReport answered(String id) {
        return jobId == null || jobId.equals(id)
                ? done(Submitted.YES, id, "The job is submitted: " + id)
                : unanswered("Flink answered with the id %s instead of ours".formatted(id));
    }

    BootstrapReport unanswered(FlinkUnavailable silent) {
        return unanswered(silent.getMessage());
    }

    private BootstrapReport unanswered(String problem) {
        try {
            return retries.untilFound(retries.look(), this::knownPatiently)
                    .map(this::adopted)
                    .orElseGet(() -> failed(Submitted.UNKNOWN, jobId, problem));
        } catch (FlinkUnavailable | FlinkRefused failure) {
            return failed(Submitted.UNKNOWN, jobId, problem);
        }
    }

    private Optional<FlinkJobView> knownPatiently() {
        return retries.untilAnswered(retries.look(), this::known);
    }

    /** Of a program that cannot even be opened nothing has run. */
    BootstrapReport broken(FlinkUnavailable failure) {
        return failure.says(FlinkWords.PROGRAM_UNREADABLE)
                ? failed(Submitted.NO, jobId, failure.reason())
                : unanswered(failure.reason());
    }

    BootstrapReport refused(FlinkRefused refused) {
        if (jobId == null) {
            return failed(Submitted.UNKNOWN, null, refused.getMessage());
        }
        try {
            var known = knownPatiently();
            if (refused.says(FlinkWords.DUPLICATE_ID)) {
                return known.map(this::adopted)
                        .orElseGet(() -> failed(Submitted.UNKNOWN, jobId, refused.getMessage()));
            }
            known.filter(job -> !job.isFinal()).ifPresent(this::cancel);
            var submitted = known.isPresent() ? Submitted.YES : Submitted.NO;
            return withMissing(
                    failed(submitted, jobId, refused.getMessage()),
                    refused.says(FlinkWords.NOTHING_TO_RESTORE));
        } catch (FlinkUnavailable | FlinkRefused failure) {
            return failed(Submitted.UNKNOWN, jobId, refused.getMessage());
        }
    }

    /** A job that was started by a program which then failed must not run on without an owner. */
    private void cancel(FlinkJobView job) {
        flink.cancel(job.id());
        retries.untilFound(retries.look(), () -> knownPatiently().filter(FlinkJobView::isFinal));
    }

    private BootstrapReport withMissing(BootstrapReport report, boolean missing) {
        return missing && savepointPath != null ? report.withMissing(savepointPath) : report;
    }
}
