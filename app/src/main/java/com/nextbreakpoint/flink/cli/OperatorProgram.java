package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.kube.Stores;
import java.util.function.BooleanSupplier;
import org.slf4j.LoggerFactory;

/** Wires the operator and runs it. */
record OperatorProgram(OperatorOptions options) {
    /** Runs until the process is told to end. */
    int run() throws InterruptedException {
        var server = options.server();
        return new Host(LoggerFactory.getLogger("Operator"), server, Names.operatorLease())
                .run(
                        access -> Stores.of(access.client(), server.namespace()),
                        OperatorProgram::work);
    }

    private static Host.Work work(Host.Tools tools, BooleanSupplier leads) {
        return Supervising.of(tools, leads, SupervisedBy.Operator, cluster -> true);
    }
}
