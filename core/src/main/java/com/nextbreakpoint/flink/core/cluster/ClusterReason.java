package com.nextbreakpoint.flink.core.cluster;

import static com.nextbreakpoint.flink.core.Reason.Weight.REACHED;
import static com.nextbreakpoint.flink.core.Reason.Weight.STALLED;
import static com.nextbreakpoint.flink.core.Reason.Weight.WORKING;

import com.nextbreakpoint.flink.core.Reason;

/** Why a cluster is where it is. */
public enum ClusterReason implements Reason {
    MALFORMED(STALLED, "The resource cannot be read; correct the field and apply it again: %s"),
    CLUSTER_INITIALISED(WORKING, "Cluster initialised"),
    INITIALISING(WORKING, "The cluster is looked at for the first time"),
    REQUEST_TAKEN(WORKING, "The requested action is taken"),
    UNKNOWN_ACTION(WORKING, "The requested action is neither START nor STOP"),
    ACTION_REFUSED(WORKING, "The requested action is for jobs: annotate a FlinkJob"),
    START_REQUESTED(WORKING, "A start was requested: all pods are replaced"),
    STOP_REQUESTED(WORKING, "A stop was requested"),
    RESOURCE_DELETED(WORKING, "The resource is being deleted"),
    SPEC_CHANGED(WORKING, "The specification changed: the cluster restarts"),
    REHEARSING(WORKING, "Asking the API server whether it takes the changed pods"),
    CHANGE_REFUSED(STALLED, "The changed specification would be refused, nothing is stopped: %s"),
    JOB_MANAGER_LOST(WORKING, "The JobManager is gone and is made again"),
    JOB_MANAGER_TERMINATING(WORKING, "Waiting until the old JobManager is gone"),
    JOB_MANAGER_STARTING(WORKING, "Waiting for the JobManager: %s"),
    JOB_MANAGER_SILENT(WORKING, "The JobManager does not answer: %s"),
    JOB_MANAGER_UNRESPONSIVE(
            WORKING, "The JobManager was not ready for taskTimeout: the cluster restarts"),
    JOB_MANAGER_REPLACED(WORKING, "Flink answers from a new JobManager process"),
    STRAY_TASKS(WORKING, "Jobs were lost with their JobManager: the TaskManagers are replaced"),
    PODS_REFUSED(STALLED, "The API server refuses a pod: %s"),
    POD_STUCK(STALLED, "A pod does not start: %s"),
    RESOURCES_APPLIED(WORKING, "Pods and Service are brought into line"),
    WAITING_FOR_TASK_MANAGERS(WORKING, "Waiting for TaskManagers %s"),
    CLUSTER_STARTED(WORKING, "Cluster started"),
    CLUSTER_READY(REACHED, "The cluster serves"),
    WAITING_FOR_JOBS(WORKING, "Waiting until the jobs are stopped: %s"),
    STOP_FORCED(WORKING, "Nobody waits for the jobs any longer: the pods are deleted"),
    STOP_TAKEN_BACK(WORKING, "What the cluster was stopped for is no longer wanted: it goes on"),
    JOBS_STOPPED(WORKING, "The jobs are stopped"),
    PODS_TERMINATING(WORKING, "Waiting until the pods are gone"),
    CLUSTER_RESTARTING(WORKING, "The cluster restarts"),
    CLUSTER_STOPPED(REACHED, "The cluster is stopped, as requested"),
    TERMINATED(REACHED, "The cluster is terminated");

    private final Weight weight;
    private final String sentence;

    ClusterReason(Weight weight, String sentence) {
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
