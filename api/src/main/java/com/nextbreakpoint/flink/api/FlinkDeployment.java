package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The kind FlinkDeployment of {@code nextbreakpoint.com/v1}. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("FlinkDeployment")
@Plural("flinkdeployments")
@Singular("flinkdeployment")
@ShortNames("fd")
@Schema.Column(value = "RESOURCE-STATUS", path = ".status.resourceStatus")
@Schema.Rule(
        value = "self.metadata.name.size() <= 45",
        message =
                "metadata.name must not be longer than 45 characters:"
                        + " taskmanager-<name>-xxxxx has 63")
@Schema.Rule(
        value = "!self.metadata.name.contains('.')",
        message = "metadata.name must not contain dots, which names of Services cannot have")
@Schema.Rule(
        value = "self.spec.jobs.all(job, self.metadata.name.size() + job.name.size() <= 52)",
        message = "jobs[].name and metadata.name must not be longer than 52 characters together")
@Schema.Rule(
        value =
                "self.spec.jobs.all(job, !has(job.spec.clusterName)"
                        + " || job.spec.clusterName == self.metadata.name)",
        message = "jobs[].spec.clusterName must be metadata.name: leave it out")
public class FlinkDeployment extends CustomResource<FlinkDeploymentSpec, FlinkDeploymentStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
