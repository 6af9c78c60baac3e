package com.nextbreakpoint.flink.cli;

import com.nextbreakpoint.flink.api.SupervisedBy;
import com.nextbreakpoint.flink.supervisor.SupervisorController;
import java.util.function.Predicate;

/** The supervision of those clusters that are a host's. */
record Supervising(SupervisorController controller) implements Host.Work {
    /**
     * @param host for which the clusters' statuses say so; clusters that do not exist, but have
     *     jobs, are the operator's
     */
    static Supervising of(Host.Means means, SupervisedBy host, Predicate<String> named) {
        var clusters = means.tools().stores().clusters();
        Predicate<String> mine =
                name ->
                        named.test(name)
                                && clusters.get(name)
                                        .map(one -> one.status().supervision().supervisedBy())
                                        .orElse(SupervisedBy.Operator)
                                        .equals(host);
        return new Supervising(new SupervisorController(means.tools(), mine, means.targets()));
    }

    @Override
    public void start() {
        controller.start();
    }

    @Override
    public void close() {
        controller.close();
    }
}
