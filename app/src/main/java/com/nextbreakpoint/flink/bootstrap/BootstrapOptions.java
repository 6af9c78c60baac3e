package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.core.Names;
import com.nextbreakpoint.flink.flink.FlinkClient.JarRun;
import com.nextbreakpoint.flink.flink.Target;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What to start, and where.
 *
 * @param flink the JobManager, see {@link #service}
 * @param process the JobManager process that the start was decided for, null for any: what was lost
 *     with it may still run
 * @param dryRun look and say what would be done, and do nothing
 * @param terminationLog the file that takes the report in one line; skipped where it does not exist
 */
public record BootstrapOptions(
        Target flink,
        Path jarPath,
        JarRun run,
        @Nullable String process,
        boolean dryRun,
        Path terminationLog) {
    public static final Path TERMINATION_LOG = Path.of("/dev/termination-log");

    /** The cluster's JobManager by its Service, as pods of its namespace reach it. */
    public static Target service(String namespace, String clusterName) {
        var service = Names.jobManagerService(clusterName);
        return Target.host(service + "." + namespace, Target.PORT);
    }
}
