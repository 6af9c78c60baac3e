package com.nextbreakpoint.flink.flink.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A job of the fake. Tests set its state; everything is guarded by the fake's lock. */
public final class FakeJob {
    private final String id;
    private final int tasks;
    private final List<String> arguments;
    private final @Nullable String restoredFrom;
    private final FakeStorage storage;
    private String state = "RUNNING";
    private String tasksState = "running";
    private boolean retained = true;
    private boolean filed = true;
    private String trace = "";
    private String changedAt = "";
    private long changes;
    private long lastCheckpointId;
    private int completed;
    private @Nullable String newest;
    private @Nullable Map<String, Object> checkpoint;
    private @Nullable Map<String, Object> savepoint;

    FakeJob(
            String id,
            int tasks,
            List<String> arguments,
            @Nullable String restoredFrom,
            FakeStorage storage) {
        this.storage = storage;
        this.id = id;
        this.tasks = tasks;
        this.arguments = arguments;
        this.restoredFrom = restoredFrom;
        this.lastCheckpointId = restoredFrom == null ? 0 : idOf(restoredFrom);
    }

    /** Flink goes on counting where the restored state ends. */
    private static long idOf(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        if (name.matches("chk-\\d+")) return Long.parseLong(name.substring("chk-".length()));
        var number = name.substring(name.lastIndexOf('-') + 1);
        return number.matches("[0-9a-f]{12}") ? Long.parseLong(number, 16) : 0;
    }

    public String id() {
        return id;
    }

    public synchronized String state() {
        return state;
    }

    public List<String> arguments() {
        return arguments;
    }

    /** Also how many slots it takes. */
    public int parallelism() {
        return tasks;
    }

    /** The newest state of it that there is; what it was restored from before it completed any. */
    public synchronized @Nullable String newestState() {
        return newest == null ? restoredFrom : newest;
    }

    public @Nullable String restoredFrom() {
        return restoredFrom;
    }

    /** RUNNING, RESTARTING, FINISHED … */
    public synchronized FakeJob state(String flinksWord) {
        state = flinksWord;
        return this;
    }

    /** The state of all its tasks: running, scheduled, initializing … */
    public synchronized FakeJob tasks(String flinksWord) {
        tasksState = flinksWord;
        return this;
    }

    public synchronized FakeJob fail(String exception) {
        state = "FAILED";
        return trouble(exception);
    }

    public synchronized FakeJob trouble(String exception) {
        trace = exception.contains("\n") ? exception : Traces.of(exception);
        return this;
    }

    public synchronized FakeJob retained(boolean kept) {
        retained = kept;
        return this;
    }

    /** Whether checkpoints are written to files, not into the JobManager's memory. */
    public synchronized FakeJob filed(boolean written) {
        filed = written;
        return this;
    }

    /** Completes chk-N and deletes the one before; the answer is its path. */
    public synchronized String completeCheckpoint(String directory) {
        var path =
                filed
                        ? directory + "/" + id + "/chk-" + (lastCheckpointId + 1)
                        : "<checkpoint-not-externally-addressable>";
        discardCheckpoints();
        checkpoint = completed(path, false);
        return path;
    }

    synchronized String completeSavepoint(String directory) {
        var path =
                "%s/savepoint-%s-%012x"
                        .formatted(directory, id.substring(0, 6), lastCheckpointId + 1);
        savepoint = completed(path, true);
        return path;
    }

    /** As Flink does when the job has finished. */
    synchronized void discardCheckpoints() {
        if (checkpoint != null) {
            checkpoint.put("discarded", true);
            storage.remove(String.valueOf(checkpoint.get("external_path")));
        }
    }

    synchronized void cancel() {
        state = "CANCELED";
        if (!retained) {
            discardCheckpoints();
        }
    }

    private Map<String, Object> completed(String path, boolean isSavepoint) {
        completed++;
        newest = path;
        // Changed later, when it may be part of a cached answer, as with Flink.
        var point = new ConcurrentHashMap<String, Object>();
        point.put("className", "completed");
        point.put("id", ++lastCheckpointId);
        point.put("status", "COMPLETED");
        point.put("is_savepoint", isSavepoint);
        point.put("trigger_timestamp", 1_700_000_000_000L);
        point.put("latest_ack_timestamp", 1_700_000_000_050L);
        point.put("external_path", path);
        point.put("discarded", false);
        if (!path.startsWith("<")) {
            storage.put(path, lastCheckpointId);
        }
        return point;
    }

    public synchronized boolean isFinal() {
        return List.of("FINISHED", "CANCELED", "FAILED").contains(state);
    }

    synchronized boolean runs() {
        return state.equals("RUNNING") && tasksState.equals("running");
    }

    synchronized Map<String, Object> overview(FlinkVersion version) {
        var counts = new LinkedHashMap<String, Object>();
        Stream.of("running", "canceling", "canceled", "total", "created", "scheduled", "deploying")
                .forEach(key -> counts.put(key, 0));
        Stream.of("reconciling", "finished", "initializing", "failed")
                .forEach(key -> counts.put(key, 0));
        counts.put("total", tasks);
        counts.put(isFinal() ? tasksWhenFinal() : tasksState, tasks);
        var overview = new LinkedHashMap<String, Object>();
        overview.put("jid", id);
        overview.put("name", "job");
        overview.put("start-time", 1_700_000_000_000L);
        overview.put("duration", System.nanoTime());
        overview.put("last-modification", lastModification());
        overview.put("end-time", isFinal() ? 1_700_000_009_000L : -1L);
        overview.put("state", state);
        overview.put("tasks", counts);
        if (version == FlinkVersion.V2_3) {
            overview.put("schedulerType", "Default");
            overview.put("pending-operators", 0);
        }
        return overview;
    }

    /** As fine as what is looked at: what changed and changed back meanwhile did not change. */
    private long lastModification() {
        var now = state + tasksState;
        if (!changedAt.equals(now)) changes++;
        changedAt = now;
        return 1_700_000_000_000L + changes;
    }

    private String tasksWhenFinal() {
        return state.equals("FINISHED") ? "finished" : "canceled";
    }

    synchronized Map<String, Object> checkpoints() {
        var latest = new LinkedHashMap<String, Object>();
        latest.put("completed", checkpoint);
        latest.put("savepoint", savepoint);
        latest.put("failed", null);
        latest.put("restored", null);
        var counts = Map.of("completed", completed, "failed", 1, "in_progress", 0, "restored", 0);
        return Map.of("counts", counts, "latest", latest, "history", new ArrayList<>());
    }

    synchronized Map<String, Object> checkpointsConfig() {
        return Map.of(
                "mode",
                "exactly_once",
                "checkpoint_storage",
                filed ? "FileSystemCheckpointStorage" : "JobManagerCheckpointStorage",
                "externalization",
                Map.of("enabled", true, "delete_on_cancellation", !retained));
    }

    synchronized Map<String, Object> exceptions(FlinkVersion version) {
        var entries =
                trace.isEmpty()
                        ? List.of()
                        : List.of(Map.of("exceptionName", "some", "stacktrace", trace));
        var history = Map.of("entries", entries, "truncated", false);
        if (version == FlinkVersion.V2_3) {
            return Map.of("exceptionHistory", history);
        }
        var answer = new LinkedHashMap<String, Object>();
        answer.put("root-exception", trace.isEmpty() ? null : trace);
        answer.put("all-exceptions", List.of());
        answer.put("exceptionHistory", history);
        return answer;
    }
}
