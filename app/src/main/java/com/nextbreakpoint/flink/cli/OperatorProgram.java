package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.write.Reviews;
import com.nextbreakpoint.flink.operator.DeploymentController;
import com.nextbreakpoint.flink.operator.HostController;
import com.nextbreakpoint.flink.server.ControlApi;
import com.nextbreakpoint.flink.server.Guard;
import com.nextbreakpoint.flink.server.KubeResources;
import com.nextbreakpoint.flink.server.RestLiveFlink;
import com.nextbreakpoint.flink.server.TokenGuard;
import com.nextbreakpoint.flink.supervisor.JobManagers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Wires the operator and runs it. */
record OperatorProgram(OperatorOptions options) {
    private static final Logger LOG = LoggerFactory.getLogger("Operator");

    /** Runs until the process is told to end. */
    int run() throws InterruptedException {
        var server = options.server();
        return new Host(LOG, server, Names.operatorLease())
                .run(
                        access -> Stores.of(access.client(), server.namespace()),
                        OperatorProgram::work,
                        this::serve);
    }

    private void serve(Host.Means means, Lifecycle life) {
        var tools = means.tools();
        var jobManagers = new JobManagers(tools.stores(), means.targets());
        var api =
                new ControlApi(
                        new KubeResources(tools.stores()),
                        new RestLiveFlink(jobManagers::of),
                        guard(tools.stores()),
                        tools.clock());
        var server = api.start(options.port(), options.server().stores());
        life.onEnd(server::stop);
        LOG.info("Control interface on port {}", server.port());
    }

    private Guard guard(Stores stores) {
        return switch (options.authentication()) {
            case none -> Guard.OPEN;
            case kubernetes -> new TokenGuard(new Reviews(stores));
        };
    }

    private static Host.Work work(Host.Means means) {
        return new Operating(
                new DeploymentController(means.tools()),
                new HostController(means.tools()),
                Supervising.of(means, SupervisedBy.Operator, cluster -> true));
    }

    /** All that the operator does while it leads. */
    private record Operating(
            DeploymentController deployments, HostController hosts, Host.Work supervision)
            implements Host.Work {
        @Override
        public void start() {
            deployments.start();
            hosts.start();
            supervision.start();
        }

        @Override
        public void close() {
            deployments.close();
            hosts.close();
            supervision.close();
        }
    }
}
