package com.nextbreakpoint.flink.core;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The labels of all that we create. */
public final class Labels {
    public static final String OWNER = "owner";
    public static final String CLUSTER_NAME = "clusterName";
    public static final String JOB_NAME = "jobName";
    public static final String COMPONENT = "component";
    public static final String ROLE = "role";

    public static final String OWNER_VALUE = "flink-operator";
    public static final String JOB_MANAGER = "jobmanager";
    public static final String TASK_MANAGER = "taskmanager";
    public static final String SUPERVISOR = "supervisor";
    public static final String BOOTSTRAP = "bootstrap";

    private Labels() {}

    public static Map<String, String> cluster(String cluster) {
        var labels = new TreeMap<String, String>();
        labels.put(OWNER, OWNER_VALUE);
        labels.put(CLUSTER_NAME, cluster);
        labels.put(COMPONENT, "flink");
        return labels;
    }

    public static Map<String, String> job(String cluster, String shortJob) {
        var labels = cluster(cluster);
        labels.put(JOB_NAME, shortJob);
        return labels;
    }

    public static Map<String, String> role(String cluster, String role) {
        var labels = cluster(cluster);
        labels.put(ROLE, role);
        return labels;
    }

    public static Map<String, String> bootstrap(String cluster, String shortJob) {
        var labels = job(cluster, shortJob);
        labels.put(ROLE, BOOTSTRAP);
        return labels;
    }

    /** The selector of a cluster's TaskManagers in the form that scale subresources show. */
    public static String selector(String cluster) {
        return "clusterName="
                + cluster
                + ",owner="
                + OWNER_VALUE
                + ",component=flink,role="
                + TASK_MANAGER;
    }

    public static String selector(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> label.getKey() + "=" + label.getValue())
                .collect(Collectors.joining(","));
    }
}
