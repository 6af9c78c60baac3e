package com.nextbreakpoint.flink.cli;

/** What the supervisor of one cluster is told. */
record SupervisorOptions(ServerOptions server, String clusterName) {}
