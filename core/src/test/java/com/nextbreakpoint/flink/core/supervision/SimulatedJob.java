package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;

/** A job in Flink: its state is the count of its records. */
@NullUnmarked
final class SimulatedJob {
    final String id;
    final int parallelism;
    final String origin;
    private final long start;
    String state = "RUNNING";
    String cause = "";
    long counter;
    long lastId;
    long completed;
    private final List<Point> checkpoints = new ArrayList<>();
    Point checkpoint;
    Point savepoint;
    List<String> taskManagers = List.of();

    /** Where Flink's HA keeps it. */
    boolean stored;

    Instant endedAt;

    SimulatedJob(String id, int parallelism, String origin, Storage storage) {
        var saved = storage.get(origin);
        this.id = id;
        this.parallelism = parallelism;
        this.origin = origin;
        this.start = saved == null ? 0 : saved.counter();
        this.counter = start;
        this.lastId = saved == null ? 0 : saved.id();
    }

    boolean live() {
        return endedAt == null;
    }

    boolean runs() {
        return live() && !taskManagers.isEmpty();
    }

    void end(String word, Instant now) {
        state = word;
        endedAt = now;
        taskManagers = List.of();
    }

    void fail(String why, Instant now) {
        cause = why;
        end("FAILED", now);
    }

    /** Flink restarts it from its newest state. */
    void fallBack(Storage storage) {
        taskManagers = List.of();
        var newest =
                checkpoint == null || (savepoint != null && savepoint.id() > checkpoint.id())
                        ? savepoint
                        : checkpoint;
        counter = newest == null ? start : Math.max(start, storage.counter(newest.path()));
    }

    void place(List<String> free) {
        taskManagers = new ArrayList<>(free.subList(0, parallelism));
        free.subList(0, parallelism).clear();
    }

    void checkpoint(Storage storage, Instant now) {
        checkpoint = new Point(++lastId, "s3://checkpoints/" + id + "/chk-" + lastId, now);
        completed++;
        checkpoints.add(checkpoint);
        if (checkpoints.size() > storage.retained) storage.forget(checkpoints.removeFirst().path());
        storage.put(checkpoint, counter);
    }

    Point save(String directory, Storage storage, Instant now) {
        var path = directory + "/savepoint-" + id.substring(0, 6) + "-" + counter;
        savepoint = new Point(++lastId, path, now);
        completed++;
        storage.putSavepoint(savepoint, counter);
        return savepoint;
    }

    FlinkJobView view(Instant notRunningSince) {
        int waiting = runs() ? 0 : parallelism;
        int running = runs() ? parallelism : 0;
        var tasks = new FlinkJobView.Tasks(parallelism, waiting, 0, 0, running, 0);
        return new FlinkJobView(id, state, tasks, cause, notRunningSince);
    }
}
