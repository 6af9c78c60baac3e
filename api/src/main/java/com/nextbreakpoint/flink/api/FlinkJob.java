package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The kind FlinkJob of {@code nextbreakpoint.com/v1}. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("FlinkJob")
@Plural("flinkjobs")
@Singular("flinkjob")
@ShortNames("fj")
@Schema.Column(value = "RESOURCE-STATUS", path = ".status.resourceStatus")
@Schema.Column(value = "SUPERVISOR-STATUS", path = ".status.supervisorStatus")
@Schema.Column(value = "CLUSTER-NAME", path = ".status.clusterName")
@Schema.Column(value = "CLUSTER-HEALTH", path = ".status.clusterHealth")
@Schema.Column(value = "JOB-STATUS", path = ".status.jobStatus")
@Schema.Column(value = "JOB-ID", path = ".status.jobId")
@Schema.Column(value = "JOB-RESTART", path = ".status.restartPolicy")
@Schema.Column(value = "JOB-PARALLELISM", path = ".status.jobParallelism")
@Schema.Column(value = "REQUESTED-JOB-PARALLELISM", path = ".spec.jobParallelism")
@Schema.Column(value = "SAVEPOINT-MODE", path = ".status.savepointMode")
@Schema.Column(value = "SAVEPOINT-PATH", path = ".status.savepointPath")
@Schema.Column(value = "SAVEPOINT-AGE", path = ".status.savepointTimestamp")
@Schema.Scale(spec = ".spec.jobParallelism", status = ".status.jobParallelism")
@Schema.Rule(
        value = "self.metadata.name.size() <= 53",
        message = "metadata.name must not be longer than 53 characters: bootstrap-<name> has 63")
@Schema.Rule(
        value = "!self.metadata.name.contains('.')",
        message = "metadata.name must not contain dots, which names of Services cannot have")
@Schema.Rule(
        value = "has(self.spec.clusterName) || self.metadata.name.contains('-')",
        message =
                "metadata.name must be <cluster>-<job>, beginning with the name of a FlinkCluster")
@Schema.Rule(
        value =
                "!has(self.spec.clusterName)"
                        + " || self.metadata.name.startsWith(self.spec.clusterName + '-')",
        message =
                "metadata.name must be <clusterName>-<job>: rename it, or correct spec.clusterName")
@Schema.Rule(
        value =
                "!has(oldSelf.spec.clusterName) || (has(self.spec.clusterName)"
                        + " && self.spec.clusterName == oldSelf.spec.clusterName)",
        message = "spec.clusterName must not be changed: create another FlinkJob instead")
public class FlinkJob extends CustomResource<FlinkJobSpec, FlinkJobStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
