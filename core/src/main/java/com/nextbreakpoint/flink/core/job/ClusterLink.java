package com.nextbreakpoint.flink.core.job;

import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Tuning;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a job needs to know of its cluster, after the cluster's own step on the same snapshot.
 *
 * @param exists whether the FlinkCluster exists; the rest says nothing where it does not
 * @param planned whether the cluster stops in order to start again
 * @param stopWithoutSavepoint whether the stop in progress takes no savepoints
 * @param startedWithoutSavepoint when a START without savepoint was carried out, else null: jobs
 *     that are stopped while the cluster is then Starting start from nothing
 * @param jobManagerGone no JobManager pod exists
 * @param incarnation of the JobManager's current process, "" while none runs
 * @param outdatedTaskManagers whether a TaskManager of an older revision is there, Terminating ones
 *     included
 * @param survivors whether Flink lists jobs that were not just submitted: after the death of a
 *     JobManager they are those that Flink's HA recovered, so that the TaskManagers were not
 *     replaced
 * @param freeSlots the slots that no job has and that are not promised to another, none while the
 *     current process does not answer
 */
public record ClusterLink(
        boolean exists,
        String name,
        String uid,
        SupervisorStatus phase,
        boolean planned,
        boolean stopWithoutSavepoint,
        @Nullable Instant startedWithoutSavepoint,
        String health,
        boolean jobManagerGone,
        String incarnation,
        boolean outdatedTaskManagers,
        boolean survivors,
        int freeSlots,
        FlinkView flink,
        Tuning tuning) {}
