package com.nextbreakpoint.flink.core;

/** The names of all that we create, and the keys that users and we write. */
public final class Names {
    public static final String OPERATOR_FINALIZER = "operator.nextbreakpoint.com";
    public static final String SUPERVISOR_FINALIZER = "supervisor.nextbreakpoint.com";

    public static final String REQUESTED_ACTION = "operator.nextbreakpoint.com/requested-action";
    public static final String WITHOUT_SAVEPOINT = "operator.nextbreakpoint.com/without-savepoint";
    public static final String RESTORE_FROM = "operator.nextbreakpoint.com/restore-from";
    public static final String ACTION_TIMESTAMP = "operator.nextbreakpoint.com/action-timestamp";

    /** On pods: the revision of the cluster's spec that they were made for. */
    public static final String REVISION = "operator.nextbreakpoint.com/revision";

    /** On bootstrap Jobs: the Flink job id of the attempt that they submit. */
    public static final String JOB_ID = "operator.nextbreakpoint.com/job-id";

    private Names() {}

    public static String job(String cluster, String job) {
        return cluster + "-" + job;
    }

    /** The job's short name: its FlinkJob's name without the cluster's. */
    public static String shortJob(String cluster, String flinkJob) {
        return flinkJob.startsWith(cluster + "-")
                ? flinkJob.substring(cluster.length() + 1)
                : flinkJob;
    }

    public static String supervisor(String cluster) {
        return "supervisor-" + cluster;
    }

    public static String jobManagerService(String cluster) {
        return "jobmanager-" + cluster;
    }

    public static String jobManagerPod(String cluster, String suffix) {
        return "jobmanager-" + cluster + "-" + suffix;
    }

    public static String taskManagerPod(String cluster, String suffix) {
        return "taskmanager-" + cluster + "-" + suffix;
    }

    public static String bootstrap(String flinkJob) {
        return "bootstrap-" + flinkJob;
    }

    public static String supervisorLease(String cluster) {
        return "leader-election-supervisor-" + cluster;
    }

    public static String operatorLease() {
        return "leader-election-operator";
    }
}
