package com.nextbreakpoint.flink.core.deployment;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a deployment is where it is. */
public enum DeploymentReason implements Reason {
    MALFORMED(
            STALLED,
            "The resource cannot be read; correct the field and apply it again: %s",
            "A field has a value of the wrong type, or one that is not known",
            "Correct the field that the message names, and apply the resource again"),
    INITIALISING(WORKING, "The deployment is looked at for the first time"),
    NOT_OURS(
            STALLED,
            "%s exists and does not belong to this deployment: delete it, or choose another name",
            "Somebody created an object of that name, or another deployment owns it",
            "Delete that object if it is not needed, or rename the deployment or the job"),
    REFUSED(
            STALLED,
            "The API server refuses %s",
            "The schema, a quota or an admission webhook is against the child",
            "Do what the API server's sentence says: it is tried again by itself"),
    CHILD_STALLED(
            STALLED,
            "%s",
            "A FlinkCluster or FlinkJob of this deployment needs help",
            "Look up the reason that the child itself gives"),
    APPLYING(WORKING, "Bringing %s into line"),
    CHILD_TERMINATING(
            WORKING,
            "Waiting until %s is gone",
            "A child was deleted and is not gone yet",
            "Wait; look at the child's own condition when it stays"),
    CHILD_NOT_READY(
            WORKING,
            "Waiting for %s",
            "The child works on what was asked for",
            "Look at the child's own condition when it stays"),
    ALL_READY(REACHED, "The cluster and all jobs have reached what was asked for"),
    DELETING_JOBS(WORKING, "Deleting: waiting until all jobs are gone"),
    DELETING_CLUSTER(WORKING, "Deleting: waiting until the cluster is gone"),
    DELETED(WORKING, "Deleting: nothing is left");

    private final Words words;

    DeploymentReason(Weight weight, String sentence) {
        this(weight, sentence, "", "");
    }

    DeploymentReason(Weight weight, String sentence, String cause, String cure) {
        this.words = new Words(weight, sentence, cause, cure);
    }

    @Override
    public Words words() {
        return words;
    }
}
