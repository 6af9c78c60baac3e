package com.nextbreakpoint.flink.core.deployment;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a deployment is where it is. */
public enum DeploymentReason implements Reason {
    MALFORMED(STALLED, "The resource cannot be read; correct the field and apply it again: %s"),
    INITIALISING(WORKING, "The deployment is looked at for the first time"),
    NOT_OURS(
            STALLED,
            "%s exists and does not belong to this deployment: delete it, or choose another name"),
    REFUSED(STALLED, "The API server refuses %s"),
    CHILD_STALLED(STALLED, "%s"),
    APPLYING(WORKING, "Bringing %s into line"),
    CHILD_TERMINATING(WORKING, "Waiting until %s is gone"),
    CHILD_NOT_READY(WORKING, "Waiting for %s"),
    ALL_READY(REACHED, "The cluster and all jobs have reached what was asked for"),
    DELETING_JOBS(WORKING, "Deleting: waiting until all jobs are gone"),
    DELETING_CLUSTER(WORKING, "Deleting: waiting until the cluster is gone"),
    DELETED(WORKING, "Deleting: nothing is left");

    private final Weight weight;
    private final String sentence;

    DeploymentReason(Weight weight, String sentence) {
        this.weight = weight;
        this.sentence = sentence;
    }

    @Override
    public String sentence() {
        return sentence;
    }

    @Override
    public Weight weight() {
        return weight;
    }
}
