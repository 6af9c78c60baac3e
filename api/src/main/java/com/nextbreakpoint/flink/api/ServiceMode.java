package com.nextbreakpoint.flink.api;

/** The type of the JobManager's Service. */
public enum ServiceMode {
    ClusterIP,
    NodePort,
    LoadBalancer
}
