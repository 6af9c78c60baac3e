package com.nextbreakpoint.flink.core.host;

/** Why a cluster is supervised by whom it is. */
public enum HostReason {
    MALFORMED("The cluster cannot be read: its host stays"),
    TAKEN_OVER("The dedicated supervisor is not ready: the operator deletes what is to be deleted"),
    SUPERVISOR_READY("The dedicated supervisor is ready and takes over"),
    SUPERVISOR_GONE("The dedicated supervisor is gone: the operator takes over"),
    DEPLOYMENT_APPLIED("The supervisor's deployment is brought into line"),
    DEPLOYMENT_REFUSED("The supervisor's deployment was refused"),
    DEPLOYMENT_NOT_OURS("The supervisor's deployment exists and does not belong to this cluster"),
    DEPLOYMENT_DELETED("The supervisor's deployment is deleted"),
    WAITING_FOR_SUPERVISOR("Waiting until the dedicated supervisor is ready"),
    WAITING_FOR_END("Waiting until the dedicated supervisor is gone"),
    SETTLED("The host is as the specification says");

    private final String sentence;

    HostReason(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
