package com.nextbreakpoint.flink.e2e;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A complete checkpoint or savepoint, as the storage itself has it: the toolbox is not asked.
 *
 * @param path as a job is restored from it
 * @param time when it was complete
 */
record Kept(String path, Instant time) {
    private static final String COMPLETE = "/_metadata";

    /** As many characters of a job's id as all attempts of one FlinkJob have in common. */
    private static final int MARK = 16;

    /** As many as Flink puts into the name of a savepoint. */
    private static final int SHORT = 6;

    /**
     * All that the attempts of the job with this id have left behind, oldest first.
     *
     * @param since the storage may still hold what an earlier run has written
     */
    static List<Kept> of(String jobId, Instant since) {
        // Each savepoint that the toolbox takes has a folder of its own.
        var savepoint = "/savepoint-" + jobId.substring(0, SHORT) + "-";
        var checkpoints = Bucket.written("e2e/checkpoints/" + jobId.substring(0, MARK));
        var savepoints = Bucket.written("e2e/savepoints/");
        savepoints.keySet().removeIf(key -> !key.contains(savepoint));
        return Stream.of(checkpoints, savepoints)
                .flatMap(objects -> objects.entrySet().stream())
                .filter(object -> object.getKey().endsWith(COMPLETE))
                .map(Kept::of)
                .filter(kept -> kept.time.isAfter(since))
                .sorted(Comparator.comparing(Kept::time))
                .toList();
    }

    private static Kept of(Map.Entry<String, Instant> object) {
        var key = object.getKey();
        var folder = key.substring(0, key.length() - COMPLETE.length());
        return new Kept("s3p://" + Bucket.NAME + "/" + folder, object.getValue());
    }

    /** The newest that the attempts before this one have left behind. */
    static Optional<Kept> newestBefore(String jobId, Instant since) {
        return of(jobId, since).stream()
                .filter(kept -> !kept.isOf(jobId))
                .reduce((_, last) -> last);
    }

    /** Whether it is a checkpoint of that attempt. */
    boolean isOf(String jobId) {
        return path.contains("/" + jobId + "/");
    }
}
