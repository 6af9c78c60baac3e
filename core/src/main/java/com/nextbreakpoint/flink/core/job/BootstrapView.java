package com.nextbreakpoint.flink.core.job;

import java.time.Instant;

/** The bootstrap Job of a FlinkJob, with its pod. */
public sealed interface BootstrapView {
    record None() implements BootstrapView {}

    /** Deleted, but it or its pod is still there. */
    record Going() implements BootstrapView {}

    /**
     * It has not ended yet.
     *
     * @param jobId the attempt that it submits
     * @param trouble why it does not run, in one line, "" when it does
     */
    record Running(String name, String uid, String jobId, String trouble)
            implements BootstrapView {}

    /**
     * It has ended.
     *
     * @param seenAt when this process first saw that it had ended; lists of jobs that were asked
     *     for earlier prove nothing about what it submitted
     * @param message its own words, or what its pod died of
     */
    record Ended(String name, String uid, String jobId, Instant seenAt, Said said, String message)
            implements BootstrapView {}

    /** What a bootstrap said at its end of the job it was to submit. */
    enum Said {
        SUBMITTED,
        NOT_SUBMITTED,
        NOTHING
    }
}
