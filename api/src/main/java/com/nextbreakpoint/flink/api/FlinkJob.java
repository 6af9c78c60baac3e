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
@Group("nextbreakpoint.com")
@Version("v1")
@Kind("FlinkJob")
@Plural("flinkjobs")
@Singular("flinkjob")
@ShortNames("fj")
public class FlinkJob extends CustomResource<FlinkJobSpec, FlinkJobStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;
}
