package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView.Point;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.NullUnmarked;

/** What survives all processes: for each path the records counted and Flink's number. */
@NullUnmarked
final class Storage {
    private final Map<String, Saved> saved = new HashMap<>();
    boolean fails;
    int savepoints;

    /** One savepoint or checkpoint. */
    record Saved(long counter, long id) {}

    void put(Point point, long counter) {
        saved.put(point.path(), new Saved(counter, point.id()));
    }

    void putSavepoint(Point point, long counter) {
        put(point, counter);
        savepoints++;
    }

    /** Where a user who looks finds most of a FlinkJob's records; empty where there is nothing. */
    Optional<String> newest(String mark) {
        return saved.entrySet().stream()
                .filter(
                        one ->
                                one.getKey().contains("/" + mark)
                                        || one.getKey()
                                                .contains("/savepoint-" + mark.substring(0, 6)))
                .max(Comparator.comparingLong(one -> one.getValue().counter()))
                .map(Map.Entry::getKey);
    }

    Saved get(String path) {
        return saved.get(path);
    }

    /** The records counted at a path; 0 for nothing, -1 where nothing lies. */
    long counter(String path) {
        if (path == null || path.isEmpty()) return 0;
        var found = saved.get(path);
        return found == null ? -1 : found.counter();
    }

    void forget(String path) {
        saved.remove(path);
    }
}
