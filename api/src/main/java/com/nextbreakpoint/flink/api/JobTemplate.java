package com.nextbreakpoint.flink.api;

/**
 * One job of a FlinkDeployment.
 *
 * @param name the job's short name, unique in the list; its FlinkJob is named {@code
 *     <deployment>-<name>}
 * @param spec the job
 */
public record JobTemplate(
        @Schema.Field(required = true, minLength = 1, maxLength = 51)
                @Schema.Rule(
                        value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
                        message =
                                "name must be lower-case letters, digits and '-', not ending in '-'")
                String name,
        @Schema.Field(required = true) FlinkJobSpec spec) {
    public JobTemplate {
        Fill.required(name, "spec.jobs[].name");
        Fill.required(spec, "spec.jobs[].spec");
    }
}
