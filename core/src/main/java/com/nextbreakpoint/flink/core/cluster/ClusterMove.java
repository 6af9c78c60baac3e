package com.nextbreakpoint.flink.core.cluster;

/** What a verdict on a cluster marks in the status or does. */
enum ClusterMove {
    // marks
    TAKE_REQUEST,
    CLEAR_REQUEST,
    CARRY_OUT_START,
    CARRY_OUT_STOP,
    COUNT_JOB_MANAGER,
    NOTE_INCARNATION,
    RAISE_TASK_MANAGERS,
    RAISE_REVISIONS,
    BECOME_DELETED,
    // effects
    RESET_REQUEST,
    ADD_FINALIZER,
    REMOVE_FINALIZER,
    REHEARSE,
    APPLY_SERVICE,
    DELETE_SERVICE,
    CREATE_JOB_MANAGER,
    CREATE_TASK_MANAGERS,
    DELETE_DEAD,
    DELETE_OUTDATED,
    DELETE_OVERDUE,
    DELETE_SURPLUS,
    DELETE_ALL_PODS,
    MIRROR_SCALE,
    CANCEL_ORPHANS
}
