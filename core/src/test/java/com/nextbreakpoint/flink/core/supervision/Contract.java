package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.FlinkView;
import com.nextbreakpoint.flink.core.Hashes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.NullUnmarked;

/** The contract with the user's data: one copy of each job, and its state never goes back. */
@NullUnmarked
final class Contract {
    private static final Map<String, String> MARKS = new ConcurrentHashMap<>();

    private final Simulation sim;

    /** The newest state that a status has named, and that was seen since the last crash. */
    private final Map<String, Long> named = new HashMap<>();

    private final Map<String, Long> seen = new HashMap<>();
    private final Map<String, String> forgotten = new HashMap<>();
    private final Set<String> excused = new HashSet<>();

    Contract(Simulation sim) {
        this.sim = sim;
    }

    static String mark(String name) {
        return MARKS.computeIfAbsent(name, Contract::newMark);
    }

    private static String newMark(String name) {
        return Hashes.jobMark(SimulatedObjects.NAMESPACE, SimulatedObjects.CLUSTER, name);
    }

    static String ready(FlinkJobStatus status) {
        return Conditions.find(status.conditions(), Conditions.READY)
                .map(one -> one.reason())
                .orElse("");
    }

    /** The user asks for another start than from the newest state. */
    void excuse(String name) {
        excused.add(name);
    }

    void forgetSeen() {
        seen.clear();
    }

    void removed(String name) {
        named.remove(name);
        seen.remove(name);
        excused.remove(name);
    }

    void check() {
        if (sim.kube.flink == null) return;
        var marks = new HashSet<String>();
        for (var job : sim.kube.flink.jobs.values()) {
            if (!job.live()) continue;
            var mark = job.id.substring(0, 16);
            if (!marks.add(mark)) throw new AssertionError("two copies of " + job.id);
            if (job.runs() && !sim.weather.ha) checkLeftovers(job.id, mark);
        }
    }

    private void checkLeftovers(String id, String mark) {
        for (var pod : sim.kube.taskManagers.values()) {
            var until = pod.leftovers.get(mark);
            if (until != null && until.isAfter(sim.now))
                throw new AssertionError(id + " runs while " + pod.name + " runs its lost tasks");
        }
    }

    /** A step was carried out that had seen this. */
    void saw(FlinkView view) {
        for (var job : sim.objects.jobs.values()) {
            var name = job.meta().name();
            var id = job.status().jobId();
            var points = view.checkpoints().get(id);
            if (points == null || id.equals(forgotten.get(name))) continue;
            if (points.checkpoint() != null) raise(seen, name, points.checkpoint().path());
            if (points.savepoint() != null) raise(seen, name, points.savepoint().path());
        }
    }

    private void raise(Map<String, Long> floor, String name, String path) {
        floor.merge(name, sim.storage.counter(path), Math::max);
    }

    void written(String name, FlinkJobStatus before, FlinkJobStatus after, FlinkView view) {
        var listed = view.jobs().get(after.jobId());
        var adopted = listed != null && !listed.isFinal();
        var was = before.supervision();
        var marked = was.slotsTimestamp() == null && after.supervision().slotsTimestamp() != null;
        if (marked && !adopted) {
            var other = was.withoutSavepoint() || was.restoreFrom() != null;
            checkSource(name, after, other && excused.remove(name));
        } else if (before.restorePoint() != null && after.restorePoint() == null) {
            if (!excused.remove(name)) throw new AssertionError(name + " forgot its state");
            named.remove(name);
            seen.remove(name);
            forgotten.put(name, after.jobId());
        }
        if (after.restorePoint() != null) raise(named, name, after.restorePoint().path());
    }

    private void checkSource(String name, FlinkJobStatus after, boolean asked) {
        var path = after.restoredFrom() == null ? "" : after.restoredFrom().path();
        var counter = sim.storage.counter(path);
        long floor = Math.max(named.getOrDefault(name, 0L), seen.getOrDefault(name, 0L));
        seen.remove(name);
        if (asked) {
            named.put(name, Math.max(0, counter));
        } else if (counter >= 0 && counter < floor) {
            throw new AssertionError(
                    "%s starts from %d (%s), not from %d".formatted(name, counter, path, floor));
        }
    }

    static boolean runs(FlinkJobStatus status) {
        return status.supervisorStatus() == SupervisorStatus.Started
                && Conditions.isTrue(status.conditions(), Conditions.RUNNING);
    }
}
