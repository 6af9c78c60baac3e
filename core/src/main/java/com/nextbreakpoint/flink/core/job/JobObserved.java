package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.FlinkJobSpec;
import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;

/** One job with all that its rules look at. */
public record JobObserved(
        Resource<FlinkJobSpec, FlinkJobStatus> job,
        ClusterLink cluster,
        BootstrapView bootstrap,
        Refusals refusals) {}
