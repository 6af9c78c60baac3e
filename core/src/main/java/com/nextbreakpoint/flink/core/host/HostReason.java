package com.nextbreakpoint.flink.core.host;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a cluster is supervised by whom it is. */
public enum HostReason implements Reason {
    MALFORMED(
            STALLED,
            "The cluster cannot be read: its host stays",
            "A field has a value of the wrong type, or one that is not known",
            "Correct the field that the cluster's own condition names"),
    TAKEN_OVER(
            WORKING,
            "The dedicated supervisor is not ready: the operator deletes what is to be deleted",
            "It was not ready for taskTimeout while something is to be deleted",
            "Look at the supervisor's Deployment"),
    SUPERVISOR_READY(WORKING, "The dedicated supervisor is ready and takes over"),
    SUPERVISOR_GONE(WORKING, "The dedicated supervisor is gone: the operator takes over"),
    DEPLOYMENT_APPLIED(WORKING, "The supervisor's deployment is brought into line"),
    DEPLOYMENT_REFUSED(
            STALLED,
            "The supervisor's deployment was refused",
            "A quota, an admission webhook or the schema is against the Deployment",
            "Do what the API server's sentence in the Event Refused says: it is tried again by itself"),
    DEPLOYMENT_NOT_OURS(
            STALLED,
            "The supervisor's deployment exists and does not belong to this cluster",
            "Somebody created a Deployment of that name, or another cluster owns it",
            "Delete that Deployment if it is not needed, or rename the cluster"),
    DEPLOYMENT_DELETED(WORKING, "The supervisor's deployment is deleted"),
    WAITING_FOR_SUPERVISOR(
            WORKING,
            "Waiting until the dedicated supervisor is ready",
            "Its pod is starting, or does not start",
            "Look at the supervisor's pod when it stays; the operator supervises meanwhile"),
    WAITING_FOR_END(
            WORKING,
            "Waiting until the dedicated supervisor is gone",
            "Its Deployment was deleted and its pods end",
            "Look at the supervisor's pods when it stays"),
    SETTLED(REACHED, "The host is as the specification says");

    private final Words words;

    HostReason(Weight weight, String sentence) {
        this(weight, sentence, "", "");
    }

    HostReason(Weight weight, String sentence, String cause, String cure) {
        this.words = new Words(weight, sentence, cause, cure);
    }

    @Override
    public Words words() {
        return words;
    }
}
