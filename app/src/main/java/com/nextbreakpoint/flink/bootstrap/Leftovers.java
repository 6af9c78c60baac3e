package com.nextbreakpoint.flink.bootstrap;

import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.flink.FlinkClient;
import com.nextbreakpoint.flink.flink.FlinkRefused;
import com.nextbreakpoint.flink.flink.FlinkUnavailable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The JARs that starts leave in the JobManager, known by their names. */
final class Leftovers {
    private static final Logger LOG = LoggerFactory.getLogger("Bootstrap");
    private static final String PREFIX = "bootstrap-";

    private Leftovers() {}

    /** Carries the attempt's id, whose first half marks the FlinkJob. */
    static String jarName(@Nullable String jobId) {
        return PREFIX + (jobId == null ? UUID.randomUUID() : jobId) + ".jar";
    }

    /**
     * Removes this start's JAR and those of the FlinkJob's earlier attempts, which are over. One of
     * the same attempt stays: the program of a bootstrap that was killed may still be running.
     */
    static void remove(FlinkClient flink, String jarId, String jarName) {
        var mark = jarName.substring(0, PREFIX.length() + Hashes.JOB_MARK);
        try {
            flink.deleteJar(jarId);
            flink.jars().stream()
                    .filter(jar -> jar.name().startsWith(mark) && !jar.name().equals(jarName))
                    .forEach(jar -> flink.deleteJar(jar.id()));
        } catch (FlinkUnavailable | FlinkRefused left) {
            LOG.warn("An uploaded JAR stays in the JobManager: {}", left.getMessage());
        }
    }
}
