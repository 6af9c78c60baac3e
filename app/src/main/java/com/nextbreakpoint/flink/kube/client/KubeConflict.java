package com.nextbreakpoint.flink.kube.client;

/** Somebody changed the object since it was read: nothing was written, observe it again. */
public final class KubeConflict extends KubeFailure {
    private static final long serialVersionUID = 1L;

    public KubeConflict(String message) {
        super(409, "Conflict", message);
    }
}
