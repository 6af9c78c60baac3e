package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.kube.cache.Stores;
import org.slf4j.LoggerFactory;

/** Wires the supervisor of one cluster and runs it. */
record SupervisorProgram(SupervisorOptions options) {
    /** Runs until the process is told to end. */
    int run() throws InterruptedException {
        var server = options.server();
        var cluster = options.clusterName();
        return new Host(
                        LoggerFactory.getLogger("Supervisor " + cluster),
                        server,
                        Names.supervisorLease(cluster))
                .run(
                        access -> Stores.ofCluster(access.client(), server.namespace(), cluster),
                        means -> Supervising.of(means, SupervisedBy.Dedicated, cluster::equals),
                        (means, life) -> {});
    }
}
