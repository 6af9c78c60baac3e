package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.flink.Target;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and where.
 *
 * @param flink the JobManager, see {@link #service}
 * @param jobName the job's short name, for messages and the name of the uploaded file
 * @param savepointPath the savepoint or checkpoint to restore, null for none
 * @param jobId 32 hex digits; null lets Flink choose, and then nothing can be repeated safely
 * @param process the JobManager process that the start was decided for, null for any: what was lost
 *     with it may still run
 * @param dryRun look and say what would be done, and do nothing
 * @param terminationLog the file that takes the report in one line; skipped where it does not exist
 */
public record BootstrapOptions(
        Target flink,
        String jobName,
        Path jarPath,
        String className,
        List<String> arguments,
        int parallelism,
        @Nullable String savepointPath,
        boolean allowNonRestoredState,
        @Nullable String jobId,
        @Nullable String process,
        boolean dryRun,
        Path terminationLog) {
    public static final Path TERMINATION_LOG = Path.of("/dev/termination-log");

    public BootstrapOptions {
        arguments = List.copyOf(arguments);
    }

    /** The cluster's JobManager by its Service, as pods of its namespace reach it. */
    public static Target service(String namespace, String clusterName) {
        var service = Names.jobManagerService(clusterName);
        return Target.host(service + "." + namespace, Target.PORT);
    }
}
