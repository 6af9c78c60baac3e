package com.nextbreakpoint.flink.core.deployment;

/** What the rules can decide to do. */
enum DeploymentMove {
    ADD_FINALIZER,
    REMOVE_FINALIZER,
    /** Into status.jobs[], what the jobs would come back with. */
    NOTE_RESTORE_POINTS,
    /** Creates what is absent, and applies what is different. */
    APPLY_CHILDREN,
    DELETE_REMOVED_JOBS,
    /** Lets jobs go whose last status is noted. */
    RELEASE_JOBS,
    DELETE_JOBS,
    DELETE_CLUSTER
}
