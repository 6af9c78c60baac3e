package com.nextbreakpoint.flink.core.host;

/**
 * All that the rules look at: booleans and enums only, so that every input can be walked.
 *
 * @param malformed the cluster cannot be read
 * @param deleted the cluster is being deleted
 * @param wanted the spec asks for a dedicated supervisor
 * @param dedicated the dedicated supervisor is the host at the moment
 * @param abandoned something is being deleted, and the dedicated supervisor is not ready for so
 *     long, or can never be again
 */
record HostFacts(
        boolean malformed,
        boolean deleted,
        boolean wanted,
        boolean dedicated,
        boolean abandoned,
        Existing deployment,
        Pods pods) {
    /** Where the supervisor's Deployment stands. */
    enum Existing {
        ABSENT,
        /** It belongs to somebody else, perhaps to a cluster of the same name that goes. */
        FOREIGN,
        TERMINATING,
        DIFFERENT,
        /** The API server refused it, and is not asked again yet. */
        REFUSED,
        CURRENT
    }

    /** Where its pods stand. */
    enum Pods {
        NONE,
        NOT_READY,
        READY
    }
}
