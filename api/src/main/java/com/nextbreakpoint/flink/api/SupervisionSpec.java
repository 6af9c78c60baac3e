package com.nextbreakpoint.flink.api;

import org.jspecify.annotations.Nullable;

/** How a cluster is supervised, whichever host does it. Durations are whole seconds. */
public record SupervisionSpec(
        @Nullable Integer pollingInterval,
        @Nullable Integer taskTimeout,
        @Nullable Integer rescaleDelay,
        @Nullable RescalePolicy rescalePolicy) {}
