package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.server.Metrics;
import com.nextbreakpoint.flink.server.Monitor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the operator and runs it. */
record OperatorProgram(OperatorOptions options) {
    private static final Logger LOG = LoggerFactory.getLogger("Operator");

    /** Runs until the process is told to end. */
    int run() throws InterruptedException {
        var server = options.server();
        var metrics = new Metrics(Version.value());
        try (var life = new Lifecycle(LOG)) {
            var monitor = new Monitor(Version.value(), metrics, () -> true, () -> true);
            life.onEnd(monitor.start(server.monitorPort())::stop);
            LOG.info("Operator started in namespace {}", server.namespace());
            life.await();
        }
        return Exit.DONE;
    }
}
