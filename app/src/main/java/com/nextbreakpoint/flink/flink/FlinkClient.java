package com.nextbreakpoint.flink.flink;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What we ask of one JobManager. Every call throws {@link FlinkUnavailable} when there is no
 * sensible answer within the client's time limit, and {@link FlinkRefused} for a plain no.
 */
public interface FlinkClient {
    Overview overview();

    /** Flink makes one up for each process that it starts. */
    String PROCESS = "web.tmpdir";

    /** The settings that this JobManager process was started with, {@link #PROCESS} included. */
    Map<String, String> configuration();

    /** All jobs of this JobManager's life; the list is fresh, unlike the details of a job. */
    default List<FlinkJobView> jobs() {
        return listing().jobs();
    }

    /** The same, with what is another as soon as something happens to a job. */
    Listing listing();

    List<TaskManager> taskManagers();

    /** May be as old as {@code web.refresh-interval} or the age of the checkpoints' own cache. */
    CheckpointCounts checkpoints(String jobId);

    /** They do not change while the job lives. */
    CheckpointSettings checkpointSettings(String jobId);

    /** Why the job last failed, in one line, "" when it never did; as old as checkpoints. */
    String rootCause(String jobId);

    /** Takes a savepoint under an id of ours; the same id again starts no second one. */
    void triggerSavepoint(String jobId, String triggerId, String directory);

    /** Stops the job with a savepoint under an id of ours, without draining its sources. */
    void stop(String jobId, String triggerId, String directory);

    Trigger trigger(String jobId, String triggerId);

    /** Also right when the job is final or unknown already. */
    void cancel(String jobId);

    /** Uploads a JAR under a name that ends with .jar; the answer is its id. */
    String uploadJar(Path jar, String name);

    /** The same with what is in memory. */
    String uploadJar(byte[] jar, String name);

    /**
     * Runs the JAR's main() and answers with the job's id; lasts as long as main() does.
     *
     * @param limit of this call instead of the client's
     */
    String runJar(String jarId, JarRun run, Duration limit);

    List<Jar> jars();

    /** Also right when there is no such JAR. */
    void deleteJar(String jarId);

    /** Any GET of the REST API, path without a slash in front; the answer is Flink's own JSON. */
    String get(String path);

    record Overview(String version, int slotsTotal, int slotsFree) {}

    /**
     * A list of jobs.
     *
     * @param mark equal for two answers between which nothing happened to any job, not to one of
     *     its tasks either; "" when Flink does not tell when something last did
     */
    record Listing(List<FlinkJobView> jobs, String mark) {}

    record Jar(String id, String name) {}

    /** See {@link com.nextbreakpoint.flink.core.FlinkView.Checkpoints}. */
    record CheckpointCounts(
            long completed, @Nullable Point checkpoint, @Nullable Point savepoint) {}

    /** See {@link com.nextbreakpoint.flink.core.FlinkView.Checkpoints}. */
    record CheckpointSettings(boolean retained, boolean filed) {}

    /**
     * How a JAR is run.
     *
     * @param savepointPath the savepoint or checkpoint to restore, null for none
     * @param jobId 32 hex digits that we chose; null: Flink chooses, and then nothing can be
     *     repeated safely
     */
    record JarRun(
            String className,
            List<String> arguments,
            int parallelism,
            @Nullable String savepointPath,
            boolean allowNonRestoredState,
            @Nullable String jobId) {}
}
