package com.nextbreakpoint.flink.cli;

import picocli.CommandLine.Option;

/** Which cluster is meant. */
final class ClusterFlag {
    @Option(
            names = "--cluster-name",
            required = true,
            description = "The name of the Flink cluster")
    private String name = "";

    String name() {
        return name;
    }
}
