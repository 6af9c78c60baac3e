package com.nextbreakpoint.flink.api;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** The kind FlinkCluster of {@code nextbreakpoint.com/v1}. */
@Group(Schema.GROUP)
@Version(Schema.VERSION)
@Kind("FlinkCluster")
@Plural("flinkclusters")
@Singular("flinkcluster")
@ShortNames("fc")
@Schema.Column(value = "RESOURCE-STATUS", path = ".status.resourceStatus")
@Schema.Column(value = "SUPERVISOR-STATUS", path = ".status.supervisorStatus")
@Schema.Column(value = "CLUSTER-HEALTH", path = ".status.clusterHealth")
@Schema.Column(value = "TASK-MANAGERS", path = ".status.taskManagers")
@Schema.Column(value = "REQUESTED-TASK-MANAGERS", path = ".spec.taskManagers")
@Schema.Column(value = "TASK-MANAGERS-REPLICAS", path = ".status.taskManagerReplicas")
@Schema.Column(value = "TOTAL-TASK-SLOTS", path = ".status.totalTaskSlots")
@Schema.Column(value = "SERVICE-MODE", path = ".status.serviceMode")
@Schema.Scale(spec = ".spec.taskManagers", status = ".status.taskManagers")
@Schema.Rule(
        value = "self.metadata.name.size() <= 45",
        message =
                "metadata.name must not be longer than 45 characters:"
                        + " taskmanager-<name>-xxxxx has 63")
@Schema.Rule(
        value = "!self.metadata.name.contains('.')",
        message = "metadata.name must not contain dots, which names of Services cannot have")
public class FlinkCluster extends CustomResource<FlinkClusterSpec, FlinkClusterStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
