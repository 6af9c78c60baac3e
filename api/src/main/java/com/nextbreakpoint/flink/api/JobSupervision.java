package com.nextbreakpoint.flink.api;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The supervisor's own bookkeeping of a job.
 *
 * @param requestedAction the action that was taken from the annotations and is not carried out yet
 * @param withoutSavepoint belongs to the requested action, then to the stop or start it began
 * @param restoreFrom the path that a START asked for, until an attempt is marked with it
 * @param incarnation the JobManager process under which the attempt was marked or last seen
 * @param phaseTimestamp when the phase was entered
 * @param startedTimestamp when the current attempt was first seen running
 * @param slotsTimestamp when its slots were there and the current attempt was marked; null while
 *     Starting has not marked one
 * @param nextRestartTimestamp before this time nothing is started or stopped again
 * @param parallelism parallelism of the last attempt
 * @param stopReason why Stopping was entered
 * @param savepointRequested whether the savepoint in flight, or to be tried again, was asked for by
 *     a user
 * @param savepointTries how many savepoints, other than a stop's, failed in a row
 * @param nextSavepointTimestamp when a failed savepoint is tried again
 * @param stopTriggerId the stop in flight, or empty
 * @param stopRequestTimestamp when that stop was marked
 * @param stopTries how many stops with savepoint failed in a row
 * @param savepointDirectories of the savepoints and stops of the current attempt that have not been
 *     told to be complete, newest first, at most 10; noted before Flink is asked for one
 * @param checkpointDirectories below which the current attempt may have its checkpoints, at most 3:
 *     what the cluster said when it was marked, then others in which some were seen
 * @param settledJobId the attempt of which it is certain what it left, since Flink told its last
 *     word; what any other left is looked up in the storage before the next start
 * @param unreadJobIds attempts of which it is not known what they left, when this one begins from
 *     what is known; as long as it has not run they are looked up as well, at most 3, newest first
 * @param forgottenId Flink's number of the newest state when the user forgot it; what this attempt
 *     made before does not count any more
 * @param takenSavepointPath the spec's savepointPath that an attempt was last marked with
 * @param endedBy how the last attempt ended; null before the first, and after a START
 */
@RecordBuilder
public record JobSupervision(
        @Nullable RequestedAction requestedAction,
        boolean withoutSavepoint,
        @Nullable String restoreFrom,
        String incarnation,
        @UtcMillis @Nullable Instant phaseTimestamp,
        @UtcMillis @Nullable Instant startedTimestamp,
        @UtcMillis @Nullable Instant slotsTimestamp,
        @UtcMillis @Nullable Instant nextRestartTimestamp,
        int parallelism,
        @Nullable StopReason stopReason,
        boolean savepointRequested,
        int savepointTries,
        @UtcMillis @Nullable Instant nextSavepointTimestamp,
        String stopTriggerId,
        @UtcMillis @Nullable Instant stopRequestTimestamp,
        int stopTries,
        @Schema.Field(maxItems = 10) List<String> savepointDirectories,
        @Schema.Field(maxItems = 3) List<String> checkpointDirectories,
        String settledJobId,
        @Schema.Field(maxItems = 3) List<String> unreadJobIds,
        @Nullable Long forgottenId,
        String takenSavepointPath,
        @Nullable EndedBy endedBy)
        implements JobSupervisionBuilder.With {
    public static final JobSupervision NONE = JobSupervisionBuilder.builder().build();

    public JobSupervision {
        incarnation = Fill.or(incarnation, "");
        stopTriggerId = Fill.or(stopTriggerId, "");
        savepointDirectories = Fill.list(savepointDirectories);
        checkpointDirectories = Fill.list(checkpointDirectories);
        settledJobId = Fill.or(settledJobId, "");
        unreadJobIds = Fill.list(unreadJobIds);
        takenSavepointPath = Fill.or(takenSavepointPath, "");
    }
}
