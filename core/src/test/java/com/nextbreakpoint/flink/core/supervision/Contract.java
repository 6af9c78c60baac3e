package com.nextbreakpoint.flink.core.supervision;

import com.nextbreakpoint.flink.api.FlinkJobStatus;
import com.nextbreakpoint.flink.api.RequestedAction;
import com.nextbreakpoint.flink.api.SupervisorStatus;
import com.nextbreakpoint.flink.core.Conditions;
import com.nextbreakpoint.flink.core.FlinkJobView;
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
    private static final int ORPHANS_LIVE = 40;
    private static final Map<String, String> MARKS = new ConcurrentHashMap<>();

    private final Simulation sim;

    /** The newest state that a status has named, and that was seen since the last crash. */
    private final Map<String, Long> named = new HashMap<>();

    private final Map<String, Long> seen = new HashMap<>();

    /** The newest state that lies complete in the storage, by the name of its job. */
    private final Map<String, Long> stored = new HashMap<>();

    private final Map<String, String> forgotten = new HashMap<>();

    /** How often the user asked for it, and it was not done yet. */
    private final Map<String, Integer> starts = new HashMap<>();

    private final Map<String, Integer> forgets = new HashMap<>();

    /** The ids that a FlinkJob's status has named. */
    private final Map<String, Set<String>> ids = new HashMap<>();

    /**
     * The ids of FlinkJobs that are gone, and for how many seconds each lived on although it could
     * have been cancelled. Nothing takes back a user's main() that runs in the JobManager: when its
     * FlinkJob is deleted meanwhile, its job begins all the same, and is cancelled when it is seen.
     */
    private final Map<String, Integer> orphans = new HashMap<>();

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
    void excuseStart(String name) {
        starts.merge(name, 1, Integer::sum);
    }

    void excuseForgetting(String name) {
        forgets.merge(name, 1, Integer::sum);
    }

    private static boolean take(Map<String, Integer> excuses, String name) {
        int left = excuses.getOrDefault(name, 0);
        if (left > 0) excuses.put(name, left - 1);
        return left > 0;
    }

    /**
     * A checkpoint or savepoint is complete, whether anybody saw it or not. That of a FlinkJob that
     * is gone is not its namesake's.
     */
    void stored(String path, long counter) {
        if (orphans.keySet().stream().anyMatch(path::contains)) return;
        for (var name : sim.objects.jobs.keySet()) {
            var mark = mark(name);
            var its =
                    path.contains("/" + mark)
                            || path.contains("/savepoint-" + mark.substring(0, 6));
            if (its) stored.merge(name, counter, Math::max);
        }
    }

    void forgetSeen() {
        seen.clear();
    }

    void removed(String name) {
        named.remove(name);
        seen.remove(name);
        stored.remove(name);
        starts.remove(name);
        forgets.remove(name);
        var gone = ids.remove(name);
        if (gone != null) gone.forEach(id -> orphans.put(id, 0));
    }

    void check() {
        if (sim.kube.flink == null) return;
        var marks = new HashSet<String>();
        for (var job : sim.kube.flink.jobs.values()) {
            if (!job.live() || isOrphan(job.id)) continue;
            var mark = job.id.substring(0, 16);
            if (!marks.add(mark)) throw new AssertionError("two copies of " + job.id);
            if (job.runs() && !isExcused()) checkLeftovers(job.id, mark);
        }
    }

    private boolean isOrphan(String id) {
        if (!orphans.containsKey(id)) return false;
        if (orphans.get(id) > ORPHANS_LIVE) throw new AssertionError("an orphan lives: " + id);
        return true;
    }

    /** A second in which the orphans that Flink lists could have been cancelled. */
    void second() {
        if (sim.objects.cluster == null || sim.kube.certain(sim.now) == null) return;
        var phase = sim.clusterStatus().supervisorStatus();
        if (phase != SupervisorStatus.Started || sim.cutUntil.isAfter(sim.now)) return;
        for (var job : sim.kube.flink.jobs.values()) {
            if (job.live()) orphans.computeIfPresent(job.id, (_, seconds) -> seconds + 1);
        }
    }

    /** With Flink's HA a lost job's tasks are waited for; a clock that jumps ends any wait. */
    private boolean isExcused() {
        return sim.weather.ha && sim.jumpedAt.plusSeconds(60).isAfter(sim.now);
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
        ids.computeIfAbsent(name, _ -> new HashSet<>()).add(after.jobId());
        orphans.remove(after.jobId());
        var listed = view.jobs().get(after.jobId());
        checkShown(after, listed);
        var adopted = listed != null && !listed.isFinal();
        var was = before.supervision();
        var marked =
                after.supervision().slotsTimestamp() != null
                        && (!after.supervision().slotsTimestamp().equals(was.slotsTimestamp())
                                || after.attempt() > before.attempt());
        // More may be decided in the same go.
        if (forgets(before) && !forgets(after) && take(forgets, name)) forget(name, after);
        if (marked && !adopted) {
            var given = after.supervision().takenSavepointPath();
            var other =
                    was.withoutSavepoint()
                            || was.restoreFrom() != null
                            || !given.equals(was.takenSavepointPath());
            checkSource(name, after, other && take(starts, name));
        } else if (!forgets(before) && isForgotten(before, after)) {
            if (!take(forgets, name)) throw new AssertionError(name + " forgot its state");
            forget(name, after);
        }
        if (after.restorePoint() != null) raise(named, name, after.restorePoint().path());
    }

    private static boolean forgets(FlinkJobStatus status) {
        return status.supervision().requestedAction() == RequestedAction.FORGET_SAVEPOINT;
    }

    private void forget(String name, FlinkJobStatus after) {
        named.remove(name);
        seen.remove(name);
        stored.remove(name);
        forgotten.put(name, after.jobId());
    }

    /** A job that has ended shows no state but its last one, unless Flink lists it all the same. */
    private static void checkShown(FlinkJobStatus after, FlinkJobView listed) {
        var shown = after.jobStatus();
        if (after.supervisorStatus() != SupervisorStatus.Stopped || shown.isEmpty()) return;
        if (FlinkJobView.isFinal(shown) || (listed != null && listed.state().equals(shown))) return;
        throw new AssertionError(after.jobId() + " is shown as " + shown);
    }

    /** Also when nothing of it was noted yet. */
    private static boolean isForgotten(FlinkJobStatus before, FlinkJobStatus after) {
        if (after.restorePoint() != null) return false;
        var id = after.supervision().forgottenId();
        var settled = after.supervision().settledJobId();
        var same = before.supervisorStatus() == after.supervisorStatus();
        if (same && !settled.isEmpty() && !settled.equals(before.supervision().settledJobId()))
            return true;
        return before.restorePoint() != null
                || (id != null && !id.equals(before.supervision().forgottenId()));
    }

    private void checkSource(String name, FlinkJobStatus after, boolean asked) {
        var path = after.restoredFrom() == null ? "" : after.restoredFrom().path();
        var counter = sim.storage.counter(path);
        long told = Math.max(named.getOrDefault(name, 0L), seen.getOrDefault(name, 0L));
        long floor = Math.max(told, stored.getOrDefault(name, 0L));
        seen.remove(name);
        if (asked) {
            named.put(name, Math.max(0, counter));
            stored.put(name, Math.max(0, counter));
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
