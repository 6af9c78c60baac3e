package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a cluster is where it is. */
public enum ClusterReason implements Reason {
    MALFORMED(
            STALLED,
            "The resource cannot be read; correct the field and apply it again: %s",
            "A field has a value of the wrong type, or one that is not known",
            "Correct the field that the message names, and apply the resource again"),
    CLUSTER_INITIALISED(WORKING, "Cluster initialised"),
    INITIALISING(WORKING, "The cluster is looked at for the first time"),
    REQUEST_TAKEN(WORKING, "The requested action is taken"),
    UNKNOWN_ACTION(
            WORKING,
            "The requested action is neither START nor STOP",
            "The annotation requested-action holds another word",
            "Annotate again, with START or STOP"),
    ACTION_REFUSED(
            WORKING,
            "The requested action is for jobs: annotate a FlinkJob",
            "TRIGGER_SAVEPOINT, FORGET_SAVEPOINT and a START with restore-from are for jobs",
            "Annotate the FlinkJob"),
    START_REQUESTED(WORKING, "A start was requested: all pods are replaced"),
    STOP_REQUESTED(WORKING, "A stop was requested"),
    RESOURCE_DELETED(WORKING, "The resource is being deleted"),
    SPEC_CHANGED(WORKING, "The specification changed: the cluster restarts"),
    REHEARSING(WORKING, "Asking the API server whether it takes the changed pods"),
    CHANGE_REFUSED(
            STALLED,
            "The changed specification would be refused, nothing is stopped: %s",
            "A quota, an admission webhook or the schema is against the changed pods",
            "Do what the API server's sentence says, or take the change back"),
    JOB_MANAGER_LOST(
            WORKING,
            "The JobManager is gone and is made again",
            "The pod was deleted, evicted or failed",
            "Nothing; the jobs restart from their newest state, or go on with Flink's HA"),
    JOB_MANAGER_TERMINATING(WORKING, "Waiting until the old JobManager is gone"),
    JOB_MANAGER_STARTING(
            WORKING,
            "Waiting for the JobManager: %s",
            "The pod pulls its image, or Flink starts",
            "Wait; look at the pod when the message stays"),
    JOB_MANAGER_SILENT(
            WORKING,
            "The JobManager does not answer: %s",
            "The JobManager is busy, starting or cut off from us",
            "Look at its pod and log; nothing is touched while Kubernetes finds it ready"),
    JOB_MANAGER_UNREACHABLE(
            STALLED,
            "The JobManager is ready but out of our reach, so nothing is touched: %s",
            "The network between the supervisor and the JobManager's pod is cut",
            "Let the supervisor reach port 8081 of the pod: look at NetworkPolicies and routes"),
    JOB_MANAGER_UNRESPONSIVE(
            WORKING,
            "The JobManager was not ready for taskTimeout: the cluster restarts",
            "The kubelet's probe failed, or the node was not ready, for taskTimeout",
            "Nothing; find out why when it comes again: memory, node, long garbage "
                    + "collection"),
    JOB_MANAGER_REPLACED(WORKING, "Flink answers from a new JobManager process"),
    STRAY_TASKS(
            WORKING,
            "The JobManager is another one that knows no jobs: the TaskManagers are replaced",
            "Without high availability of Flink's, a new JobManager knows no jobs, and the "
                    + "TaskManagers may still run them",
            "Nothing; the old tasks are ended before jobs start again"),
    PODS_REFUSED(
            STALLED,
            "The API server refuses a pod: %s",
            "A quota, an admission webhook or a wrong field is against the pod",
            "Do what the API server's sentence says: it is tried again by itself"),
    POD_STUCK(
            STALLED,
            "A pod does not start: %s",
            "The image cannot be pulled, a container crashes, or there is no node for the pod",
            "Read the pod's own message; correct the image or the settings, or make room"),
    RESOURCES_APPLIED(WORKING, "Pods and Service are brought into line"),
    WAITING_FOR_TASK_MANAGERS(
            WORKING,
            "Waiting for TaskManagers %s",
            "Pods start, or do not find the JobManager",
            "Wait; look at the TaskManagers' pods when the number stays"),
    CLUSTER_STARTED(WORKING, "Cluster started"),
    CLUSTER_READY(REACHED, "The cluster serves"),
    WAITING_FOR_JOBS(
            WORKING,
            "Waiting until the jobs are stopped: %s",
            "Each job named takes its savepoint first",
            "Look at the condition of the FlinkJob that is named"),
    STOP_FORCED(
            WORKING,
            "Nobody waits for the jobs any longer: the pods are deleted",
            "A stop without savepoint, or a deletion, got no answer for taskTimeout",
            "Nothing; the jobs' last known state is in their status and Events"),
    STOP_TAKEN_BACK(WORKING, "What the cluster was stopped for is no longer wanted: it goes on"),
    JOBS_STOPPED(WORKING, "The jobs are stopped"),
    PODS_TERMINATING(WORKING, "Waiting until the pods are gone"),
    CLUSTER_RESTARTING(WORKING, "The cluster restarts"),
    CLUSTER_STOPPED(REACHED, "The cluster is stopped, as requested"),
    TERMINATED(REACHED, "The cluster is terminated");

    private final Words words;

    ClusterReason(Weight weight, String sentence) {
        this(weight, sentence, "", "");
    }

    ClusterReason(Weight weight, String sentence, String cause, String cure) {
        this.words = new Words(weight, sentence, cause, cure);
    }

    @Override
    public Words words() {
        return words;
    }
}
