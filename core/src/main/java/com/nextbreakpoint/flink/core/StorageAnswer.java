package com.nextbreakpoint.flink.core;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What lies in the storage. Each place of the {@link StorageQuestion} is in one of the two maps.
 *
 * @param found by place: what is complete in a directory, the newest first; the state itself;
 *     nothing where there is nothing, and for a target that can be written
 * @param problems by place: why nothing is known of it, in one line
 */
public record StorageAnswer(Map<String, List<Stored>> found, Map<String, String> problems) {
    public StorageAnswer {
        found = Map.copyOf(found);
        problems = Map.copyOf(problems);
    }

    /**
     * One complete checkpoint or savepoint.
     *
     * @param id Flink's counter, as its own metadata tell it
     * @param path as Flink restores it
     * @param completedAt the storage's clock
     */
    public record Stored(long id, String path, Instant completedAt) {}
}
