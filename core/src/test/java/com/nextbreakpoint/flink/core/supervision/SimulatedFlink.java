package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.FlinkJobView;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.FlinkView.Checkpoints;
import com.nextbreakpoint.flink.core.FlinkView.TaskManager;
import com.nextbreakpoint.flink.core.FlinkView.Trigger;
import com.nextbreakpoint.flink.core.StorageAnswer;
import com.nextbreakpoint.flink.core.StorageQuestion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.NullUnmarked;

/** One JobManager process: it forgets everything when it dies, but live jobs with Flink's HA. */
@NullUnmarked
final class SimulatedFlink {
    final String incarnation;
    final Map<String, SimulatedJob> jobs = new LinkedHashMap<>();

    /** The ids that it has had: it takes none twice, also when it lists the job no more. */
    final Set<String> taken = new HashSet<>();

    final Map<String, Trigger> triggers = new HashMap<>();
    private final List<Operation> operations = new ArrayList<>();
    private final Storage storage;
    private final Weather weather;
    private final Map<String, Told> told = new HashMap<>();

    /** What was said of a job's checkpoints lately. */
    private record Told(Checkpoints checkpoints, Instant at) {}

    /** A savepoint, or a stop with one, that takes its time. */
    private record Operation(
            SimulatedJob job, String trigger, String directory, boolean stop, Instant due) {}

    SimulatedFlink(String incarnation, Weather weather, Storage storage) {
        this.incarnation = incarnation;
        this.weather = weather;
        this.storage = storage;
    }

    /** What it says of itself. */
    String process() {
        return "process of " + incarnation;
    }

    /** What it is asked for over REST. */
    void perform(Action action, Instant now) {
        var due = now.plusSeconds(weather.savepointTime());
        switch (action) {
            case Action.CancelOrphan orphan -> cancel(orphan.jobId(), now);
            case Action.CancelJob job -> cancel(job.jobId(), now);
            case Action.StopJob stop ->
                    begin(stop.jobId(), stop.triggerId(), stop.targetDirectory(), true, due);
            case Action.TriggerSavepoint one ->
                    begin(one.jobId(), one.triggerId(), one.targetDirectory(), false, due);
            default -> throw new AssertionError("not simulated: " + action.key());
        }
        complete(now);
    }

    private void cancel(String id, Instant now) {
        var job = jobs.get(id);
        if (job != null && job.live()) job.end("CANCELED", now);
    }

    /**
     * With Flink's HA live jobs go on in the next process, but those that it had not stored yet.
     */
    void recover(SimulatedFlink before, Predicate<SimulatedJob> stored) {
        for (var job : before.jobs.values()) {
            if (job.live() && stored.test(job)) {
                job.fallBack(storage);
                job.completed = 0;
                jobs.put(job.id, job);
                taken.add(job.id);
            }
        }
    }

    /** The same id does not start a second operation. */
    void begin(String jobId, String trigger, String directory, boolean stop, Instant due) {
        if (triggers.containsKey(trigger)) return;
        var job = jobs.get(jobId);
        if (job == null || !job.live()) {
            triggers.put(trigger, new Trigger.Failed("there is no such job"));
        } else {
            triggers.put(trigger, new Trigger.InProgress());
            operations.add(new Operation(job, trigger, directory, stop, due));
        }
    }

    /** A second passes. */
    void live(List<String> registered, Instant now, boolean checkpoints) {
        place(registered);
        for (var job : jobs.values()) {
            if (!job.runs()) continue;
            job.counter++;
            if (checkpoints && !storage.fails) job.checkpoint(storage, now);
        }
        complete(now);
    }

    void complete(Instant now) {
        var due = operations.stream().filter(one -> !one.due.isAfter(now)).toList();
        operations.removeAll(due);
        due.forEach(one -> complete(one, now));
    }

    private void place(List<String> registered) {
        var free = new ArrayList<>(registered);
        for (var job : jobs.values()) {
            if (job.runs() && !registered.containsAll(job.taskManagers)) job.fallBack(storage);
            free.removeAll(job.taskManagers);
        }
        for (var job : jobs.values()) {
            if (job.live() && !job.runs() && free.size() >= job.parallelism) job.place(free);
        }
    }

    private void complete(Operation one, Instant now) {
        if (!one.job.runs() || storage.fails) {
            var why = "the savepoint could not be written";
            triggers.put(one.trigger, new Trigger.Failed(why));
            return;
        }
        var point = one.job.save(one.directory, storage, now);
        triggers.put(one.trigger, new Trigger.Completed(point.path()));
        if (!one.stop) return;
        one.job.end("FINISHED", now);
        if (one.job.checkpoint != null) storage.forget(one.job.checkpoint.path());
    }

    /** The process dies; what it was writing may be complete all the same. */
    void die(Instant now, boolean written) {
        if (written) operations.forEach(one -> complete(one, now));
    }

    void checkpoint(Instant now) {
        jobs.values().stream()
                .filter(SimulatedJob::runs)
                .forEach(job -> job.checkpoint(storage, now));
    }

    FlinkView view(
            List<TaskManager> registered,
            FlinkView.Questions questions,
            FlinkView last,
            Instant reachable,
            FlinkView.Layout layout,
            Map<StorageQuestion, StorageAnswer> looks,
            Instant clock,
            Instant now) {
        var views = new HashMap<String, FlinkJobView>();
        var points = new HashMap<>(last.checkpoints());
        points.keySet().retainAll(questions.jobs());
        for (var job : jobs.values()) {
            views.put(job.id, job.view(notRunningSince(job, last, clock)));
            if (questions.jobs().contains(job.id)) points.put(job.id, checkpoints(job, now));
        }
        var told = new HashMap<String, Trigger>();
        for (var id : questions.triggers().keySet()) {
            told.put(id, triggers.getOrDefault(id, new Trigger.Unknown()));
        }
        return new FlinkView(
                clock,
                reachable,
                null,
                0,
                "",
                incarnation,
                process(),
                "2.3.0",
                FlinkView.DEFAULT_HEARTBEAT_TIMEOUT,
                registered.size(),
                registered.stream().mapToInt(TaskManager::freeSlots).sum(),
                registered,
                Map.copyOf(views),
                Map.copyOf(told),
                Map.copyOf(points),
                layout,
                looks);
    }

    /** Only what this process has seen since it began. */
    private static Instant notRunningSince(SimulatedJob job, FlinkView last, Instant clock) {
        if (job.runs()) return null;
        var before = last.jobs().get(job.id);
        return before == null || before.notRunningSince() == null
                ? clock
                : before.notRunningSince();
    }

    private Checkpoints checkpoints(SimulatedJob job, Instant now) {
        var age = weather.cacheAge();
        var before = told.get(job.id);
        if (before != null && now.isBefore(before.at.plusSeconds(age))) return before.checkpoints;
        var settled = job.endedAt != null && now.isAfter(job.endedAt.plusSeconds(age));
        var fresh = checkpoints(job, settled);
        told.put(job.id, new Told(fresh, now));
        return fresh;
    }

    private static Checkpoints checkpoints(SimulatedJob job, boolean settled) {
        return new Checkpoints(job.completed, job.checkpoint, job.savepoint, true, true, settled);
    }

    boolean isBusy(String taskManager) {
        return jobs.values().stream().anyMatch(job -> job.taskManagers.contains(taskManager));
    }
}
