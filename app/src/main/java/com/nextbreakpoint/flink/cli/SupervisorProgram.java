package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.server.Metrics;
import com.nextbreakpoint.flink.server.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the supervisor of one cluster and runs it. */
record SupervisorProgram(SupervisorOptions options) {
    /** Runs until the process is told to end. */
    int run() throws InterruptedException {
        Logger log = LoggerFactory.getLogger("Supervisor " + options.clusterName());
        var server = options.server();
        var metrics = new Metrics(Version.value());
        try (var life = new Lifecycle(log)) {
            var monitor = new Monitor(Version.value(), metrics, () -> true, () -> true);
            life.onEnd(monitor.start(server.monitorPort())::stop);
            log.info("Supervisor started in namespace {}", server.namespace());
            life.await();
        }
        return Exit.DONE;
    }
}
