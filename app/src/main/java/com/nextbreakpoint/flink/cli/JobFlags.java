package com.nextbreakpoint.flink.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which job is meant. */
final class JobFlags {
    @Mixin private ClusterFlag cluster = new ClusterFlag();

    @Option(names = "--job-name", required = true, description = "The name of the Flink job")
    private String name = "";

    /** The path of the job, or of what belongs to it. */
    String[] path(String... rest) {
        var path = new ArrayList<>(List.of("clusters", cluster.name(), "jobs", name));
        path.addAll(List.of(rest));
        return path.toArray(String[]::new);
    }
}
