package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.FlinkView.Point;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullUnmarked;

/** One JobManager process: it forgets everything when it dies. Savepoints outlive it in storage. */
@NullUnmarked
final class SimulatedFlink {
    final String incarnation;
    final Map<String, SimulatedJob> jobs = new HashMap<>();
    final Map<String, Trigger> triggers = new HashMap<>();
    boolean storageFails;

    /** A job with the records it has counted. */
    static final class SimulatedJob {
        final String id;
        final int parallelism;
        String state = "RUNNING";
        long counter;
        long checkpoints;
        Point checkpoint;
        Point savepoint;

        SimulatedJob(String id, int parallelism, long counter) {
            this.id = id;
            this.parallelism = parallelism;
            this.counter = counter;
        }

        boolean live() {
            return !List.of("FINISHED", "CANCELED", "FAILED").contains(state);
        }
    }

    SimulatedFlink(String incarnation) {
        this.incarnation = incarnation;
    }

    void stop(String jobId, String triggerId, String directory, Storage storage, Instant now) {
        if (triggers.containsKey(triggerId)) return;
        var job = jobs.get(jobId);
        if (job == null || !job.live() || storageFails) {
            triggers.put(triggerId, new Trigger.Failed("the savepoint could not be written"));
            return;
        }
        triggers.put(triggerId, new Trigger.Completed(save(job, directory, storage, now)));
        job.state = "FINISHED";
    }

    void savepoint(String jobId, String triggerId, String directory, Storage storage, Instant now) {
        if (triggers.containsKey(triggerId)) return;
        var job = jobs.get(jobId);
        if (job == null || !job.live() || storageFails) {
            triggers.put(triggerId, new Trigger.Failed("the savepoint could not be written"));
        } else {
            triggers.put(triggerId, new Trigger.Completed(save(job, directory, storage, now)));
        }
    }

    private static String save(SimulatedJob job, String directory, Storage storage, Instant now) {
        var path = directory + "/savepoint-" + job.id.substring(0, 6) + "-" + job.counter;
        storage.put(path, job.counter);
        job.savepoint = new Point(++job.checkpoints, path, now);
        return path;
    }

    void checkpoint(Storage storage, Instant now) {
        for (var job : jobs.values()) {
            if (job.live()) {
                var id = ++job.checkpoints;
                var path = "s3://checkpoints/" + job.id + "/chk-" + id;
                storage.put(path, job.counter);
                job.checkpoint = new Point(id, path, now);
            }
        }
    }

    FlinkView view(List<TaskManager> taskManagers, Instant now) {
        var used = jobs.values().stream().filter(SimulatedJob::live).mapToInt(j -> j.parallelism);
        int total = taskManagers.stream().mapToInt(TaskManager::slots).sum();
        var views = new HashMap<String, FlinkJobView>();
        var points = new HashMap<String, Checkpoints>();
        for (var job : jobs.values()) {
            int n = job.parallelism;
            var tasks = new FlinkJobView.Tasks(n, 0, 0, 0, job.live() ? n : 0, 0);
            views.put(job.id, new FlinkJobView(job.id, job.state, tasks, "", null));
            points.put(
                    job.id,
                    new Checkpoints(
                            job.checkpoints, job.checkpoint, job.savepoint, true, !job.live()));
        }
        return new FlinkView(
                now,
                now,
                null,
                0,
                "",
                incarnation,
                "2.3.0",
                FlinkView.DEFAULT_HEARTBEAT_TIMEOUT,
                total,
                Math.max(0, total - used.sum()),
                taskManagers,
                Map.copyOf(views),
                new Asked(triggers),
                Map.copyOf(points));
    }

    /** What was posted is known; any other id Flink does not know. */
    private static final class Asked extends HashMap<String, Trigger> {
        private static final long serialVersionUID = 1L;

        Asked(Map<String, Trigger> known) {
            super(known);
        }

        @Override
        public Trigger get(Object id) {
            return getOrDefault(id, new Trigger.Unknown());
        }
    }

    /** What survives all processes. */
    static final class Storage {
        private final Map<String, Long> counters = new HashMap<>();
        final List<String> paths = new ArrayList<>();

        void put(String path, long counter) {
            counters.put(path, counter);
            paths.add(path);
        }

        long get(String path) {
            return counters.getOrDefault(path, -1L);
        }
    }
}
