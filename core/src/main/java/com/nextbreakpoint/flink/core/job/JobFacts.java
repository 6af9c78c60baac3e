package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.core.Asked;
import com.nextbreakpoint.flink.core.job.Bootstraps.Bootstrap;
import com.nextbreakpoint.flink.core.job.Bootstraps.Remains;
import com.nextbreakpoint.flink.core.job.Restarts.Restart;
import com.nextbreakpoint.flink.core.job.Savepoints.Savepoint;
import com.nextbreakpoint.flink.core.job.Stops.Plan;
import com.nextbreakpoint.flink.core.job.Stops.Trigger;

/**
 * All that the rules look at, by phase: booleans and enums only, so that every input can be walked.
 */
public sealed interface JobFacts {
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

    /** Whether the API server would take the next bootstrap Job. */
    enum Rehearsal {
        NEEDED,
        REFUSED,
        PASSED
    }

    record Unknown(Asked asked, boolean finalizer, Cluster cluster, boolean suspended)
            implements JobFacts {}

    /**
     * The job is being started.
     *
     * @param open an attempt was marked since Starting began
     * @param stray a live job with this job's mark and another id
     * @param origin what is known of the state that the next attempt begins from
     * @param note a newer state is to be noted now
     */
    record Starting(
            Asked asked,
            Cluster cluster,
            boolean open,
            Fate fate,
            End end,
            boolean stray,
            Change change,
            Slots slots,
            Bootstrap bootstrap,
            Origin origin,
            boolean note,
            Patience patience)
            implements JobFacts {}

    /** What is known of a job that ended while it was being started. */
    enum End {
        /** Its checkpoints were not read since. */
        UNREAD,
        READ,
        /** It was lost once more than maxRestarts allows. */
        LAST
    }

    /** Whether the next step of a start has to wait. */
    enum Patience {
        NONE,
        /** A delay is not over yet. */
        DELAYED,
        /** The API server refused the bootstrap Job lately. */
        REFUSED,
        /** restartTimeout is over since the slots were there, and no task is restoring. */
        OVER
    }

    /**
     * The job was started.
     *
     * @param endRead the checkpoints were read after the job's end
     * @param restoring some of its tasks still restore their state
     * @param given what is known of the path that the user wants it to be restarted from
     * @param note a newer state is to be noted now
     */
    record Started(
            Asked asked,
            Cluster cluster,
            Fate fate,
            boolean endRead,
            Amiss amiss,
            boolean restoring,
            Change change,
            Rehearsal rehearsal,
            Origin given,
            Savepoint savepoint,
            boolean note)
            implements JobFacts {}

    /** What a started job has beside it that has to be tidied first. */
    enum Amiss {
        NOTHING,
        /** Its bootstrap, which would submit it to the next JobManager too. */
        BOOTSTRAP,
        /** It lives on under a newer JobManager, which is not noted yet. */
        MOVED,
        /** A live job with this job's mark and another id. */
        STRAY
    }

    /**
     * The job is being stopped.
     *
     * @param deleting the stop is known to be for the job's deletion
     * @param reasonGone what the stop was for is no longer wanted
     * @param restoring some of its tasks still restore their state
     * @param news what is to be recorded before anything else
     * @param forced nobody waits for this stop any longer
     */
    record Stopping(
            Asked asked,
            boolean deleting,
            boolean reasonGone,
            Remains bootstrap,
            Fate fate,
            boolean endRead,
            Trigger trigger,
            Plan plan,
            boolean backedOff,
            boolean restoring,
            News news,
            boolean forced)
            implements JobFacts {}

    /** What Flink has told that the status does not show. */
    enum News {
        NONE,
        /** The savepoint that was in flight when the stop began is complete. */
        SAVEPOINT,
        /** The same has failed. */
        FAILED_SAVEPOINT,
        /** There is a newer state, and it is time to note it. */
        STATE
    }

    /**
     * The job has ended, or has not begun.
     *
     * @param live the job of the status is alive in Flink
     * @param stray another job with this job's mark is
     * @param welcome what a live job would be met with
     * @param fresh the cluster starts without savepoints, and this job does not know yet
     */
    record Stopped(
            Asked asked,
            Cluster cluster,
            boolean live,
            boolean stray,
            Welcome welcome,
            boolean bootstrapThere,
            boolean suspended,
            boolean fresh,
            Restart restart)
            implements JobFacts {}

    /** Whether a job that turned up would be kept. */
    enum Welcome {
        WANTED,
        /** It is wished for, but with another bootstrap or parallelism. */
        CHANGED,
        UNWANTED
    }

    record Terminated(boolean finalizer) implements JobFacts {}
}
