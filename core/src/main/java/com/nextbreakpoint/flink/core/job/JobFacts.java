package com.nextbreakpoint.flink.core.job;

import static com.nextbreakpoint.flink.core.Verdict.mark;
import static com.nextbreakpoint.flink.core.Verdict.stay;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Verdict;

/**
 * A job in one of its phases, as the rules see it: booleans and enums only, so that every input can
 * be walked. There is one record for each {@link SupervisorStatus}, of the same name.
 */
interface JobFacts {
    /** The first rule that matches. */
    Verdict<SupervisorStatus, JobMove, JobReason> decide();

    /** What is waited for is that Flink answers; what it said last is noted before. */
    static Verdict<SupervisorStatus, JobMove, JobReason> silent(boolean note) {
        // C1.4, R6.checkpoints-1
        return note
                ? mark(JobMove.NOTE_CHECKPOINT, JobReason.JOB_MANAGER_SILENT)
                : stay(JobReason.JOB_MANAGER_SILENT);
    }

    /** The cluster's phase as far as jobs care. */
    enum Cluster {
        MISSING,
        STARTING,
        STARTED,
        STOPPING,
        STOPPED;

        boolean isUp() {
            return this == STARTING || this == STARTED;
        }

        boolean isDown() {
            return this == STOPPING || this == STOPPED;
        }
    }

    /** What Flink says of the job under the id in the status. */
    enum Fate {
        /** There is no id yet. */
        NONE,
        /** Flink did not answer. */
        UNKNOWN,
        /** The JobManager of the attempt does not list it. */
        ABSENT,
        /** A newer JobManager does not list it, or there is none and the cluster stops. */
        LOST,
        /** The same, but its tasks may still run: the TaskManagers outlived the JobManager. */
        ADRIFT,
        /** Live, but its tasks do not all run. */
        PENDING,
        RUNS,
        FINISHED,
        CANCELED,
        FAILED;

        boolean isFinal() {
            return this == FINISHED || this == CANCELED || this == FAILED;
        }

        boolean isLive() {
            return this == PENDING || this == RUNS;
        }

        boolean isGone() {
            return this == NONE || this == ABSENT || this == LOST;
        }
    }

    /** What the spec wants other than what the attempt was started with. */
    enum Change {
        NONE,
        CHANGED,
        SUSPENDED
    }
}
