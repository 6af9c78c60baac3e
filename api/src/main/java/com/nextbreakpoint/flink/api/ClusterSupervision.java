package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor's own bookkeeping of a cluster.
 *
 * @param requestedAction the action that was taken from the annotations and is not carried out yet
 * @param withoutSavepoint belongs to the requested action, then to the stop it began
 * @param startedWithoutSavepoint when a START without savepoint was carried out, null when the last
 *     START was an ordinary one: jobs that had ended before it start from nothing
 * @param revision what pods must at least carry; pods of a lower revision are outdated
 * @param incarnation the JobManager process whose answers count: pod uid/container id
 * @param phaseTimestamp when the phase was entered
 * @param stopReason why Stopping was entered
 * @param supervisedBy which host supervises; null counts as Operator
 * @param jobManagerCount counts the JobManager pods; the newest one's name is derived from it
 * @param incarnationCount the count of the pod that {@code incarnation} is a process of
 */
@RecordBuilder
public record ClusterSupervision(
        @Nullable RequestedAction requestedAction,
        boolean withoutSavepoint,
        @UtcMillis @Nullable Instant startedWithoutSavepoint,
        Revision revision,
        String incarnation,
        @UtcMillis @Nullable Instant phaseTimestamp,
        @Nullable StopReason stopReason,
        @Nullable SupervisedBy supervisedBy,
        int jobManagerCount,
        int incarnationCount)
        implements ClusterSupervisionBuilder.With {
    public static final ClusterSupervision NONE = ClusterSupervisionBuilder.builder().build();

    public ClusterSupervision {
        revision = Fill.or(revision, new Revision(0, 0));
        incarnation = Fill.or(incarnation, "");
    }

    /**
     * The revisions of the pods.
     *
     * @param jobManager revision of the JobManager's pod
     * @param taskManager revision of the TaskManagers' pods
     */
    public record Revision(int jobManager, int taskManager) {}
}
