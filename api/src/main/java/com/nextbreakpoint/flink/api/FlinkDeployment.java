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
@Group("nextbreakpoint.com")
@Version("v1")
@Kind("FlinkDeployment")
@Plural("flinkdeployments")
@Singular("flinkdeployment")
@ShortNames("fd")
public class FlinkDeployment extends CustomResource<FlinkDeploymentSpec, FlinkDeploymentStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;
}
