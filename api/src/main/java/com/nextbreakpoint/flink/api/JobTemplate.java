package com.nextbreakpoint.flink.api;

/** One job of a FlinkDeployment; its FlinkJob is named {@code <deployment>-<name>}. */
public record JobTemplate(String name, FlinkJobSpec spec) {
    public JobTemplate {
        Fill.required(name, "spec.jobs[].name");
        Fill.required(spec, "spec.jobs[].spec");
    }
}
