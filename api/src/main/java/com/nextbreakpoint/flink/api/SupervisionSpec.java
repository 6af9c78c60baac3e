package com.nextbreakpoint.flink.api;

import org.jspecify.annotations.Nullable;

/**
 * How a cluster is supervised, whichever process does it.
 *
 * @param pollingInterval seconds between two looks at Flink, 5 if absent
 * @param taskTimeout seconds that the JobManager's pod may be not ready without a break before the
 *     cluster is restarted, 300 if absent; it bounds every wait of a deletion
 * @param rescaleDelay seconds before surplus TaskManagers are removed, 60 if absent
 * @param rescalePolicy who decides the number of TaskManagers: the user (None) or the sum of the
 *     jobs' parallelism (JobParallelism, also if absent)
 */
public record SupervisionSpec(
        @Schema.Field(min = 1, max = Schema.LONGEST_POLLING_INTERVAL)
                @Nullable Integer pollingInterval,
        @Schema.Field(min = 1, max = Schema.DAY) @Nullable Integer taskTimeout,
        @Schema.Field(min = 0, max = Schema.YEAR) @Nullable Integer rescaleDelay,
        @Nullable RescalePolicy rescalePolicy) {}
