package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.StorageAnswer.Stored;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.NullUnmarked;

/** What survives all processes: for each path the records counted and Flink's number. */
@NullUnmarked
final class Storage {
    private final Map<String, Saved> saved = new HashMap<>();
    boolean fails;
    int savepoints;

    /** How many checkpoints of a job Flink keeps. */
    int retained = 1;

    /** Told the path and the records counted there. */
    BiConsumer<String, Long> onPut = (_, _) -> {};

    /** One savepoint or checkpoint. */
    record Saved(long counter, long id) {}

    void put(Point point, long counter) {
        saved.put(point.path(), new Saved(counter, point.id()));
        onPut.accept(point.path(), counter);
    }

    /** What lies directly in a directory, the newest first. */
    List<Stored> in(String directory) {
        return saved.keySet().stream()
                .filter(path -> path.substring(0, path.lastIndexOf('/')).equals(directory))
                .map(path -> new Stored(saved.get(path).id(), path, Instant.EPOCH))
                .sorted(Comparator.comparingLong(Stored::id).reversed())
                .toList();
    }

    List<Stored> at(String path) {
        var found = saved.get(path);
        return found == null ? List.of() : List.of(new Stored(found.id(), path, Instant.EPOCH));
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
