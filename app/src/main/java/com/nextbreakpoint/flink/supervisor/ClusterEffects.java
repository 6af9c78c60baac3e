package com.nextbreakpoint.flink.supervisor;

import com.nextbreakpoint.flink.core.Action;
import com.nextbreakpoint.flink.core.Hashes;
import com.nextbreakpoint.flink.core.Kind;
import com.nextbreakpoint.flink.core.Meta;
import com.nextbreakpoint.flink.core.Outcome;
import com.nextbreakpoint.flink.core.Refusals;
import com.nextbreakpoint.flink.core.Resource;
import com.nextbreakpoint.flink.core.Step;
import com.nextbreakpoint.flink.core.cluster.ClusterNotices;
import com.nextbreakpoint.flink.flink.Target;
import com.nextbreakpoint.flink.kube.cache.Stores;
import com.nextbreakpoint.flink.kube.write.Events;
import com.nextbreakpoint.flink.kube.write.Hands;
import com.nextbreakpoint.flink.kube.write.RefusalLog;
import com.nextbreakpoint.flink.kube.write.Tools;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what the steps of a cluster and its jobs say, and tells users about it. */
final class ClusterEffects {
    private final Stores stores;
    private final Pollers pollers;
    private final Hands hands;
    private final BiFunction<Target, Action, Outcome> flinkHands;
    private final RefusalLog refusals;
    private final Events events;
    private final Tools.Oversight oversight;
    private final BooleanSupplier leads;

    ClusterEffects(Tools tools, Pollers pollers, BiFunction<Target, Action, Outcome> flinkHands) {
        this.stores = tools.stores();
        this.pollers = pollers;
        this.hands = new Hands(tools.stores(), tools.leads());
        this.flinkHands = flinkHands;
        this.refusals = new RefusalLog(tools.clock());
        this.events = tools.events();
        this.oversight = tools.oversight();
        this.leads = tools.leads();
    }

    /** A step whose status is written, of the object as it is since then. */
    record Task(Kind kind, Meta subject, Step<?> step) {
        List<Action> actions() {
            var version = subject.resourceVersion();
            return step.actions().stream().map(action -> action.at(version)).toList();
        }
    }

    Refusals refusals(String uid) {
        return refusals.of(uid);
    }

    static Logger log(String name) {
        return LoggerFactory.getLogger("Supervisor " + name);
    }

    /** Of what was not done, only the warnings are told: that it was wanted. */
    void perform(String cluster, Task task) {
        announce(task, task.step().decided());
        var done = true;
        for (var action : task.actions()) {
            done &= perform(cluster, task, action);
        }
        var all = done;
        var told =
                task.step().notices().stream()
                        .filter(notice -> all || notice.severity() == Step.Severity.WARNING);
        announce(task, told.toList());
    }

    private void announce(Task task, List<Step.Notice> notices) {
        var log = log(task.subject().name());
        for (var notice : notices) {
            if (notice.severity() == Step.Severity.WARNING) {
                log.warn("{}", notice.message());
            } else {
                log.info("{}", notice.message());
            }
            events.tell(task.kind(), task.subject(), notice);
        }
    }

    private boolean perform(String cluster, Task task, Action action) {
        var log = log(cluster);
        log.info("{}", action.key());
        var outcome = oversight.over(action, () -> outcome(cluster, action));
        refusals.record(task.subject().uid(), action, outcome);
        switch (outcome) {
            case Outcome.Done _ -> ClusterNotices.done(action).ifPresent(log::info);
            case Outcome.Refused refused ->
                    log.warn("{} was refused: {}", action.key(), refused.message());
            case Outcome.Failed failed -> log.warn("{} failed: {}", action.key(), failed.message());
        }
        return outcome instanceof Outcome.Done;
    }

    private Outcome outcome(String cluster, Action action) {
        return switch (action) {
            // K3.started-11
            case Action.CancelOrphan orphan ->
                    isOrphan(cluster, orphan.jobId())
                            ? toFlink(cluster, new Action.CancelJob(orphan.jobId()))
                            : Outcome.DONE;
            case Action.CancelJob _, Action.StopJob _, Action.TriggerSavepoint _ ->
                    toFlink(cluster, action);
            default -> hands.perform(action);
        };
    }

    private Outcome toFlink(String cluster, Action action) {
        // H9.lease
        if (!leads.getAsBoolean()) return new Outcome.Failed("another process leads now");
        var target = pollers.target(cluster);
        var outcome =
                target.isPresent()
                        ? flinkHands.apply(target.get(), action)
                        : new Outcome.Failed("there is no JobManager to talk to");
        pollers.wake(cluster);
        return outcome;
    }

    /** Asks the API server itself: a cache that lags behind must not cost a job its life. */
    private boolean isOrphan(String cluster, String jobId) {
        stores.jobs().refresh();
        return stores.jobs().list().stream()
                .map(Resource::meta)
                .noneMatch(
                        meta ->
                                jobId.startsWith(
                                        Hashes.jobMark(meta.namespace(), cluster, meta.name())));
    }
}
