package com.nextbreakpoint.flink.core.cluster;

import com.nextbreakpoint.flink.api.StopReason;
import com.nextbreakpoint.flink.core.Request;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules look at, by phase: booleans and enums only, so that every input can be walked.
 */
public sealed interface ClusterFacts {
    /**
     * What users want.
     *
     * @param running the wish: what was last asked for, running or stopped
     */
    record Asked(boolean deleted, Request request, boolean running) {}

    /** Where the JobManager stands. */
    enum JobManager {
        /** None exists, and the next one is not counted yet. */
        LOST,
        /** None exists, the next one is counted. */
        NONE,
        GOING,
        DEAD,
        SILENT,
        /** Kubernetes finds it ready, and yet it has not answered us for taskTimeout. */
        UNREACHABLE,
        ANSWERS
    }

    /** Whether Flink answers from another process than the one that was noted. */
    enum Incarnation {
        NOTED,
        NEW,
        /** New, and jobs died with the old one: their tasks may still run. */
        NEW_WITH_STRAY_TASKS
    }

    /** The TaskManagers against what is wanted. */
    enum Count {
        RIGHT,
        MISSING,
        SURPLUS
    }

    /**
     * What keeps a cluster up.
     *
     * @param serviceRight the Service is there as it should be
     * @param dead pods have failed, or TaskManagers do not register
     * @param outdated pods are of an older revision
     * @param overdue a pod on a lost node is Terminating for too long
     * @param complete all wanted TaskManagers are registered
     * @param mirrored spec.taskManagers shows what is wanted
     * @param orphans jobs of ours run whose FlinkJob is gone
     * @param refused the API server lately refused a pod
     * @param stuck a pod does not start
     */
    record Upkeep(
            JobManager jobManager,
            Incarnation incarnation,
            boolean serviceRight,
            boolean dead,
            boolean outdated,
            boolean overdue,
            Count count,
            boolean complete,
            boolean mirrored,
            boolean orphans,
            boolean refused,
            boolean stuck) {}

    /** What the spec wants other than what the cluster was started with. */
    enum Change {
        NONE,
        REHEARSE,
        REFUSED,
        CHANGED
    }

    record Unknown(Asked asked, boolean finalizer) implements ClusterFacts {}

    record Starting(Asked asked, boolean changed, Upkeep upkeep) implements ClusterFacts {}

    /**
     * The cluster serves.
     *
     * @param silent Kubernetes too has found the JobManager not ready for taskTimeout
     */
    record Started(Asked asked, Change change, boolean silent, Upkeep upkeep)
            implements ClusterFacts {}

    /**
     * The cluster is being stopped, for good or to start again.
     *
     * @param reason null once the jobs are done and the revisions are raised
     * @param reasonGone what the stop was for is no longer wanted
     * @param silent Kubernetes too has found the JobManager not ready for taskTimeout
     * @param forced nobody waits for the jobs any longer
     * @param jobsActive a job is Starting, Started or Stopping
     * @param podsLeft JobManager or TaskManagers exist, Terminating ones included
     * @param outdatedLeft the same of an older revision
     * @param serviceLeft the Service exists
     * @param overdue a pod on a lost node is Terminating for too long
     * @param replaceable TaskManagers are missing that the jobs' savepoints may need, and can be
     *     made
     */
    record Stopping(
            Asked asked,
            @Nullable StopReason reason,
            boolean reasonGone,
            boolean silent,
            boolean forced,
            boolean jobsActive,
            boolean podsLeft,
            boolean outdatedLeft,
            boolean serviceLeft,
            boolean overdue,
            boolean replaceable)
            implements ClusterFacts {}

    record Stopped(Asked asked, boolean anythingLeft) implements ClusterFacts {}

    record Terminated(boolean finalizer) implements ClusterFacts {}
}
