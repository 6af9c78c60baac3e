package com.nextbreakpoint.flink.core.deployment;

import java.util.Set;

/**
 * All that the rules look at: booleans and enums only, so that every input can be walked.
 *
 * @param malformed the deployment cannot be read
 * @param finalizer ours is on the deployment
 * @param noted status.jobs[] holds all that deleted jobs would come back with
 * @param jobs the states in which at least one job is
 */
record DeploymentFacts(
        boolean malformed,
        boolean deleted,
        boolean finalizer,
        boolean noted,
        Child cluster,
        Set<Child> jobs) {
    boolean any(Child state) {
        return cluster == state || jobs.contains(state);
    }

    /** Where one FlinkCluster or FlinkJob stands. */
    enum Child {
        ABSENT,
        /** It exists, and is not this deployment's. */
        FOREIGN,
        /** It is not as the deployment says. */
        DIFFERENT,
        /** The API server refused it, and is not asked again yet. */
        REFUSED,
        /** The API server refused it, and is asked again. */
        RETRY,
        STALLED,
        WORKING,
        READY,
        /** It is no longer in the spec. */
        REMOVED,
        /** It is being deleted. */
        TERMINATING,
        /** It is deleted but for our finalizer: its status is its last. */
        FINISHED;

        boolean isToApply() {
            return this == ABSENT || this == DIFFERENT || this == RETRY;
        }

        /** Neither absent, nor somebody else's, nor deleted already. */
        boolean isToDelete() {
            return this != ABSENT && this != FOREIGN && this != TERMINATING && this != FINISHED;
        }
    }
}
